package io.nightjar.app;

import io.nightjar.capture.CaptureException;
import io.nightjar.capture.DefaultInterface;
import io.nightjar.capture.LiveInterface;
import io.nightjar.dropin.Broken;
import io.nightjar.dropin.DropIns;
import io.nightjar.enrich.LookupData;
import io.nightjar.natives.libc.NativeLibraryException;
import io.nightjar.natives.lua.LuaState;
import io.nightjar.natives.ndpi.DpiEngine;
import io.nightjar.store.ChdbLocation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nightjar doctor}: what is missing or mis-set on this machine, with the mend. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Tells what is missing or mis-set on this machine, and how to mend it.")
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--data", paramLabel = "DIR", description = "The data directory to look at.")
  private @Nullable Path data;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:3000",
      description = "Where the monitor is to listen.")
  private String listen = "";

  private int faults;

  @Override
  public Integer call() throws InterruptedException {
    tell("Java", Optional.empty(), Runtime.version().toString());
    detection();
    capture();
    store();
    lookup();
    data();
    ownTools();
    port();
    return faults == 0 ? Nightjar.OK : Nightjar.FAILURE;
  }

  private void detection() {
    try (DpiEngine engine = DpiEngine.open()) {
      tell("libndpi", Optional.empty(), engine.flowBytes() + " bytes a flow");
    } catch (NativeLibraryException e) {
      tell("libndpi", Optional.of("apt-get install libndpi4.2"), String.valueOf(e.getMessage()));
    }
  }

  private void capture() {
    Optional<String> found = DefaultInterface.find();
    String name = found.orElse("lo");
    try {
      LiveInterface.check(LiveInterface.Config.of(name));
      tell("capture", Optional.empty(), "on " + name);
    } catch (CaptureException e) {
      tell("capture", Optional.of("see above"), String.valueOf(e.getMessage()));
    }
  }

  private void store() {
    try {
      tell("libchdb", Optional.empty(), Files.size(ChdbLocation.find()) / 1_000_000 + " MB");
    } catch (FileNotFoundException e) {
      tell("libchdb", Optional.of("start through ./nightjar"), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      tell("libchdb", Optional.of("check the file's rights"), String.valueOf(e.getMessage()));
    }
  }

  private void lookup() {
    LookupData files = LookupData.open(DataDirectory.lookup(), List.of());
    Optional<String> mend =
        files.missing().isEmpty() ? Optional.empty() : Optional.of("start through ./nightjar");
    tell("look-up data", mend, mend.isEmpty() ? "all there" : String.join("; ", files.missing()));
  }

  private void data() {
    Path folder = data == null ? DataDirectory.usual() : data;
    Path nearest = folder.toAbsolutePath();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    Optional<String> mend =
        Files.isWritable(nearest)
            ? Optional.empty()
            : Optional.of("give this user the right to write there, or name another with --data");
    tell("data directory", mend, folder.toString());
  }

  private void ownTools() throws InterruptedException {
    try {
      LuaState.check();
      tell("liblua", Optional.empty(), "5.4, for tools of one's own");
    } catch (NativeLibraryException e) {
      tell("liblua", Optional.of("apt-get install liblua5.4-0"), String.valueOf(e.getMessage()));
    }
    Path folder = (data == null ? DataDirectory.usual() : data).resolve("tools");
    List<Broken> broken = DropIns.check(folder);
    broken.forEach(each -> tell("own tool", Optional.of("mend the file"), each.toString()));
    if (broken.isEmpty()) {
      tell("own tools", Optional.empty(), "none is broken in " + folder);
    }
  }

  private void port() {
    InetSocketAddress address = RunCommand.address("--listen", 3000, listen);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      tell("port", Optional.empty(), listen + " is free");
    } catch (IOException e) {
      tell(
          "port",
          Optional.of("a monitor may run there already; else choose another with --listen"),
          listen + ": " + e.getMessage());
    }
  }

  private void tell(String what, Optional<String> mend, String finding) {
    System.out.printf("%-7s %-15s %s%n", mend.isEmpty() ? "ok" : "MISSING", what, finding);
    mend.ifPresent(text -> System.out.printf("%-7s %-15s -> %s%n", "", "", text));
    faults += mend.isPresent() ? 1 : 0;
  }
}
