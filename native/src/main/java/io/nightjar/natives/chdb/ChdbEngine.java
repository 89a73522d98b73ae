package io.nightjar.natives.chdb;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.nightjar.natives.libc.NativeLibrary;
import io.nightjar.natives.libc.NativeLibraryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * ClickHouse inside this process. One data directory for the life of the process; the engine runs
 * from the first connection to the last, so its owner holds one open all the time. Calls block in
 * C: they belong on platform threads.
 */
public final class ChdbEngine {
  /** The versions this binding was tested with. */
  private static final List<String> TESTED = List.of("26.7.3");

  private final ChdbLibrary library;

  private ChdbEngine(ChdbLibrary library) {
    this.library = library;
  }

  /**
   * Loads the library and takes its signal handlers away: with them on, the JVM dies at the first
   * implicit null check in compiled code.
   *
   * @throws NativeLibraryException when it cannot be loaded or is a version never tested
   */
  public static ChdbEngine load(Path sharedObject) {
    ChdbLibrary library = new ChdbLibrary(NativeLibrary.open(sharedObject.toString()));
    String version = CString.read(library.version());
    if (!TESTED.contains(version)) {
      throw new NativeLibraryException(
          sharedObject
              + " is version "
              + version
              + " of libchdb; Nightjar was tested with "
              + String.join(", ", TESTED),
          null);
    }
    library.setSignalHandlersEnabled(0);
    return new ChdbEngine(library);
  }

  /**
   * Opens a connection; the first one starts the engine.
   *
   * @param dataDirectory the same for every connection of the process
   * @param settings of this connection alone, as {@code name=value}
   * @throws ChdbException when the engine refuses, because of a setting say
   */
  public ChdbConnection connect(Path dataDirectory, List<String> settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add("clickhouse");
    arguments.add("--path=" + dataDirectory.toAbsolutePath());
    settings.forEach(setting -> arguments.add("--" + setting));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argv = arena.allocate(ADDRESS, arguments.size() + 1L);
      for (int i = 0; i < arguments.size(); i++) {
        argv.setAtIndex(ADDRESS, i, arena.allocateFrom(arguments.get(i)));
      }
      MemorySegment pointer = library.connect(arguments.size(), argv);
      if (pointer.address() == 0) {
        throw new ChdbException(
            "libchdb refused to open " + dataDirectory + " with settings " + settings);
      }
      return new ChdbConnection(library, pointer);
    }
  }
}
