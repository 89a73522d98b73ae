package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.telemetry.Telemetry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a process is killed. */
class StoreCrashTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path data;

  @Test
  void losesAndDoublesNothingWhenTheStoreIsKilledWhileInserting() throws InterruptedException {
    History history = RealStore.start(data);
    try {
      AtomicBoolean done = new AtomicBoolean();
      Thread killer = Thread.ofPlatform().start(() -> killNowAndThen(history, done));
      int count = 200_000;
      for (int i = 0; i < count; i++) {
        assertTrue(history.put(Flows.dns(i)));
      }
      done.set(true);
      killer.join();
      assertTrue(history.flush(LONG), () -> history.status().toString());
      Rows rows = history.ask("SELECT count(), uniqExact(flow_id) FROM flows", Limits.DEFAULT);
      assertEquals(List.of((long) count, (long) count), rows.values().getFirst());
      assertRolledUp(history, count);
      assertTrue(history.status().retries() > 0, "the store was never away");
      assertEquals(0, history.status().rejected());
    } finally {
      history.close();
    }
  }

  @Test
  void rowsThatALaterMonitorFindsOnDiskReachTheStoreOnce() throws InterruptedException {
    History first = RealStore.start(data);
    StoreSupervisor store = (StoreSupervisor) first.store();
    assertTrue(first.offer(Flows.dns(0)));
    assertTrue(first.flush(LONG));
    boolean frozen = signal("STOP", store.pid());
    assertTrue(frozen);
    int taken = 1;
    for (int i = 1; i < 30_000; i++) {
      taken += first.offer(Flows.dns(i)) ? 1 : 0;
      if (i % 1000 == 0) {
        Thread.sleep(50);
      }
    }
    Thread.sleep(6_000);
    first.close();
    assertTrue(first.status().spool().batches() > 0, first.status()::toString);

    History next = RealStore.start(data);
    try {
      assertTrue(next.offer(Flows.dns(99_999)));
      assertTrue(next.flush(LONG), () -> next.status().toString());
      Rows rows = next.ask("SELECT count(), uniqExact(flow_id) FROM flows", Limits.DEFAULT);
      assertEquals(List.of(taken + 1L, taken + 1L), rows.values().getFirst());
      assertEquals(0, next.status().spool().batches() + next.status().spool().damaged());
    } finally {
      next.close();
    }
  }

  private static void assertRolledUp(History history, long flows) {
    for (String tier : List.of("flows_1m", "flows_1h", "flows_1d")) {
      Rows rows = history.ask("SELECT sum(flows), sum(bytes) FROM " + tier, Limits.DEFAULT);
      assertEquals(List.of(flows, flows * 1_000), rows.values().getFirst(), tier);
    }
    Rows hosts =
        history.ask(
            "SELECT sum(flows_as_client), sum(bytes_received) FROM hosts_5m", Limits.DEFAULT);
    assertEquals(List.of(flows, flows * 1_000), hosts.values().getFirst());
  }

  private static boolean signal(String name, long pid) throws InterruptedException {
    try {
      return new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void killNowAndThen(History history, AtomicBoolean done) {
    StoreSupervisor store = (StoreSupervisor) history.store();
    for (int kills = 0; kills < 3 && !done.get(); kills++) {
      try {
        Thread.sleep(700);
        if (!history.awaitReady(LONG)) {
          return;
        }
      } catch (InterruptedException _) {
        return;
      }
      ProcessHandle.of(store.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Ways a part's file may break. */
  private interface Breaking {
    byte[] of(byte[] whole);
  }

  private static final Breaking CUT = whole -> Arrays.copyOf(whole, whole.length / 2);
  private static final Breaking FLIPPED =
      whole -> {
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 8;
        return changed;
      };

  @Test
  void setsABrokenPartAsideAndSaysWhatWasLostUntilSomebodyForgetsIt() throws Exception {
    losesThePartAndSaysSo(CUT, "f-cut", 40);
    losesThePartAndSaysSo(FLIPPED, "f-flipped", 70);
    History next = RealStore.start(data);
    try {
      awaitLosses(next, 2);
    } finally {
      next.close();
    }
  }

  private void losesThePartAndSaysSo(Breaking breaking, String capture, int rows) throws Exception {
    History history = RealStore.start(data);
    try {
      int before = history.status().losses().size();
      history.store().client().execute("SYSTEM STOP MERGES flows", Map.of());
      long count = count(history);
      for (int i = 0; i < rows; i++) {
        boolean _ = history.put(Flows.flow(i, Instant.now(), capture));
        // Into one batch: the writer looks at its age only now and then.
      }
      assertTrue(history.flush(LONG));
      assertEquals(count + rows, count(history));
      var newest =
          history
              .store()
              .client()
              .inspect(
                  "SELECT path, toInt64(rows) FROM system.parts WHERE active AND database = 'nightjar' AND table = 'flows'"
                      + " ORDER BY modification_time DESC, max_block_number DESC LIMIT 1")
              .values()
              .getFirst();
      killTheStoreAndBreak(history, Path.of(String.valueOf(newest.getFirst())), breaking);
      assertTrue(history.awaitReady(LONG));
      awaitLosses(history, before + 1);
      String loss = history.status().losses().getLast();
      assertTrue(loss.contains("table flows") && loss.endsWith(newest.get(1) + " rows lost"), loss);
      assertEquals(count + rows - (Long) newest.get(1), count(history));
    } finally {
      history.close();
    }
  }

  private static void killTheStoreAndBreak(History history, Path part, Breaking breaking)
      throws Exception {
    ProcessHandle store = ProcessHandle.of(((StoreSupervisor) history.store()).pid()).orElseThrow();
    assertTrue(store.destroyForcibly());
    var _ = store.onExit().get();
    Path contents = part.resolve("data.bin");
    Files.write(contents, breaking.of(Files.readAllBytes(contents)));
    while (history.store().state() == Store.State.READY) {
      Thread.sleep(5);
    }
  }

  private static long count(History history) {
    return (Long)
        history.ask("SELECT count() FROM flows", Limits.DEFAULT).values().getFirst().getFirst();
  }

  private static void awaitLosses(History history, int count) throws InterruptedException {
    for (int i = 0; i < 500 && history.status().losses().size() < count; i++) {
      Thread.sleep(20);
    }
    assertEquals(count, history.status().losses().size(), () -> history.status().toString());
  }

  @Test
  void keepsServingWhenASignalMeansTheWholeGroup() throws InterruptedException {
    History history = RealStore.start(data);
    try {
      ProcessHandle store =
          ProcessHandle.of(((StoreSupervisor) history.store()).pid()).orElseThrow();
      assertTrue(store.destroy());
      Thread.sleep(1000);
      assertTrue(history.put(Flows.dns(1)));
      assertTrue(history.flush(LONG));
      assertTrue(store.isAlive());
      assertEquals(0, history.status().retries());
    } finally {
      history.close();
    }
  }

  @Test
  void leavesNoStoreBehindWhenTheMonitorIsKilled() throws IOException, InterruptedException {
    RealStore.assumePresent();
    Process parent = new ProcessBuilder(parentCommand()).redirectErrorStream(true).start();
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.startsWith("store ")) {
        line = out.readLine();
      }
      assertTrue(line != null, "the parent ended early");
      ProcessHandle store =
          ProcessHandle.of(Long.parseLong(line.substring("store ".length()))).orElseThrow();
      assertTrue(store.isAlive());
      parent.destroyForcibly();
      assertTrue(parent.waitFor(10, TimeUnit.SECONDS));
      for (int i = 0; i < 100 && store.isAlive(); i++) {
        Thread.sleep(100);
      }
      assertFalse(store.isAlive());
      History next = RealStore.start(data);
      next.close();
    } finally {
      parent.destroyForcibly();
    }
  }

  private List<String> parentCommand() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String modulePath = System.getProperty("jdk.module.path", "");
    if (!modulePath.isEmpty()) {
      command.addAll(List.of("--module-path", modulePath, "--add-modules", "io.nightjar.natives"));
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "io.nightjar.history.StoreCrashTest$Parent",
            data.toString()));
    return command;
  }

  /** A monitor that only keeps history, until it is killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      History history =
          new History(History.Config.in(Path.of(args[0])), RealStore.BATCHES, new Telemetry());
      history.start();
      if (history.awaitReady(LONG)) {
        System.out.println("store " + ((StoreSupervisor) history.store()).pid());
      }
      Thread.sleep(LONG);
    }
  }
}
