package io.nightjar.dropin;

import io.nightjar.natives.libc.NativeLibraryException;
import io.nightjar.natives.lua.LuaState;
import io.nightjar.tool.Catalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the files of a folder; one that has not changed is not read again. One thread's. */
final class ToolReader {
  /**
   * What files gave.
   *
   * @param sources at most {@link Catalogue#MOST_OWN}, with names that differ
   */
  record Result(List<ToolSource> sources, List<Broken> broken) {}

  private record Read(
      ToolFolder.Seen seen, @Nullable ToolSource source, @Nullable FileProblem problem) {}

  private final ToolFolder folder;
  private final LuaSandbox sandbox;
  private Map<String, Read> known = new HashMap<>();

  ToolReader(ToolFolder folder, LuaSandbox sandbox) {
    this.folder = folder;
    this.sandbox = sandbox;
  }

  /**
   * Reads these files. Of two that give tools of one name the first has it.
   *
   * @param isBuiltIn whether a name is not to be had
   * @throws java.util.concurrent.RejectedExecutionException when too many scripts run already
   */
  Result read(List<ToolFolder.Seen> files, Predicate<String> isBuiltIn)
      throws InterruptedException {
    Map<String, Read> next = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    Result result = new Result(new ArrayList<>(), new ArrayList<>());
    for (ToolFolder.Seen file : files) {
      Read before = known.get(file.name());
      Read read = before != null && before.seen().equals(file) ? before : read(file);
      next.put(file.name(), read);
      try {
        result.sources().add(admitted(read, names, isBuiltIn));
      } catch (FileProblem e) {
        result.broken().add(new Broken(file.name(), e.line(), e.reason()));
      }
    }
    known = next;
    return result;
  }

  private static ToolSource admitted(
      Read read, Map<String, String> names, Predicate<String> isBuiltIn) throws FileProblem {
    ToolSource source = read.source();
    if (source == null) {
      throw read.problem() == null ? new FileProblem(0, "could not be read") : read.problem();
    }
    String name = source.card().name();
    if (isBuiltIn.test(name)) {
      throw new FileProblem(0, "the name " + name + " is that of a tool of Nightjar: change it");
    }
    if (names.containsKey(name)) {
      throw new FileProblem(
          0, "the name " + name + " is taken by " + names.get(name) + ": change it");
    }
    if (names.size() == Catalogue.MOST_OWN) {
      throw new FileProblem(
          0, Catalogue.MOST_OWN + " tools come before it, which is the most: take some away");
    }
    names.put(name, read.seen().name());
    return source;
  }

  private Read read(ToolFolder.Seen file) throws InterruptedException {
    try {
      return new Read(file, source(file), null);
    } catch (FileProblem e) {
      return new Read(file, null, e);
    }
  }

  private ToolSource source(ToolFolder.Seen file) throws FileProblem, InterruptedException {
    String text = folder.read(file);
    if (file.name().endsWith(".sql")) {
      return SqlFile.read(text);
    }
    try {
      LuaState.check();
    } catch (NativeLibraryException _) {
      throw new FileProblem(0, "liblua 5.4 is missing: apt-get install liblua5.4-0, and restart");
    }
    return LuaFile.read(file.name(), text, sandbox);
  }
}
