package io.nightjar.tool;

import io.nightjar.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The entries of tools that come and go while the program runs, after the fixed ones. A new set is
 * seen whole: a call or a list has either all of the old or all of the new.
 */
final class OwnTools {
  /** Most there may be. */
  static final int MOST = 64;

  /** All are counted under this name, for theirs are without number. */
  private static final String METER = "own";

  private final Set<String> taken;
  private final ToolMeter meter;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, ToolEntry<?>> entries = Map.of();

  /**
   * None yet.
   *
   * @param taken names they cannot have
   */
  OwnTools(Set<String> taken, Telemetry telemetry) {
    this.taken = Set.copyOf(taken);
    this.meter = new ToolMeter(METER, telemetry);
  }

  Map<String, ToolEntry<?>> entries() {
    return entries;
  }

  /** Puts these in the place of those that were, and tells the listeners. */
  void replace(List<JsonTool> tools) {
    if (tools.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " tools of one's own");
    }
    Map<String, ToolEntry<?>> next = new LinkedHashMap<>();
    for (JsonTool tool : tools) {
      ToolEntry<?> entry = ToolEntry.of(tool, meter);
      String name = entry.card().name();
      if (taken.contains(name) || next.put(name, entry) != null) {
        throw new IllegalArgumentException("the name " + name + " is taken");
      }
    }
    entries = next;
    new ArrayList<>(listeners).forEach(Runnable::run);
  }

  void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
