package io.nightjar.dropin;

import io.nightjar.lifecycle.Component;
import io.nightjar.natives.lua.LuaException;
import io.nightjar.natives.lua.LuaState;
import io.nightjar.net.Asker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of tools: each run in a Lua state of its own, on one of a few threads of its own,
 * within limits of time and memory. What a run sees is in the scripts beside this class.
 */
public final class LuaSandbox implements Component {
  /** The longest a run may take where nobody says otherwise. */
  public static final Duration USUAL = Duration.ofSeconds(2);

  /** How a run ended: {@code kind} as the scripts name it. */
  record Ended(String kind, String text, @Nullable String warning) {}

  private static final List<String> SCRIPTS =
      List.of("sandbox.lua", "patterns.lua", "json.lua", "ntop.lua");
  private static final long MOST_MEMORY_BYTES = 32L << 20;

  /** A single text or table can take no more: comparing or copying two is then soon done. */
  private static final long MOST_BLOCK_BYTES = 1L << 20;

  private static final int THREADS = 2;
  private static final int MOST_WAITING = 32;

  private final Map<String, String> scripts = new LinkedHashMap<>();
  private final Duration longest;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform()
              .name("own-tool-", 0)
              .daemon()
              .stackSize(LuaState.STACK_BYTES)
              .factory());

  /**
   * A sandbox.
   *
   * @param longest a run may take
   */
  public LuaSandbox(Duration longest) {
    this.longest = longest;
    threads.allowCoreThreadTimeOut(true);
    SCRIPTS.forEach(name -> scripts.put(name, script(name)));
  }

  private static String script(String name) {
    try (InputStream in = LuaSandbox.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the script " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing: threads come with the first run. */
  @Override
  public void start() {}

  Duration longest() {
    return longest;
  }

  /** Runs waiting for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }

  /**
   * Calls a function of the scripts for the asker of this thread, and waits.
   *
   * @throws java.util.concurrent.RejectedExecutionException when too many wait already
   */
  Ended run(LuaState.Host host, String function, String... arguments) throws InterruptedException {
    AtomicBoolean unwanted = new AtomicBoolean();
    Asker asker = Asker.current();
    Future<Ended> ended =
        threads.submit(() -> asker.call(() -> here(host, unwanted, function, arguments)));
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("running Lua failed", e.getCause());
    } finally {
      unwanted.set(true);
      boolean _ = ended.cancel(false);
    }
  }

  private Ended here(
      LuaState.Host host, AtomicBoolean unwanted, String function, String... arguments) {
    long deadline = System.nanoTime() + longest.toNanos();
    LuaState.Host clocked =
        question ->
            question.getFirst().equals("clock")
                ? new LuaState.Reply(!unwanted.get() && System.nanoTime() - deadline < 0, "")
                : host.answer(question);
    try (LuaState state = LuaState.open(MOST_MEMORY_BYTES, MOST_BLOCK_BYTES, clocked)) {
      scripts.forEach(state::run);
      List<@Nullable String> returned = state.call(function, arguments);
      return new Ended(text(returned, 0), text(returned, 1), returned.get(2));
    } catch (LuaException e) {
      return new Ended("error", String.valueOf(e.getMessage()), null);
    }
  }

  private static String text(List<@Nullable String> returned, int at) {
    String text = returned.get(at);
    return text == null ? "" : text;
  }

  /** Waits for the runs under way, which their limit ends. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      boolean _ = threads.awaitTermination(longest.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
