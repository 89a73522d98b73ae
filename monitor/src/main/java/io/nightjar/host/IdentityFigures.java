package io.nightjar.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A copy of what a host gave away of itself, for readers on other threads.
 *
 * @param fingerprints kind and value ({@code ja4 t13d…}), with flows
 */
public record IdentityFigures(List<Clue> clues, SortedMap<String, Long> fingerprints) {
  /** Nothing was given away. */
  public static final IdentityFigures NONE =
      new IdentityFigures(List.of(), Collections.emptySortedMap());

  /** The same host as two workers saw it. */
  public IdentityFigures plus(IdentityFigures other) {
    List<Clue> all = new ArrayList<>(clues);
    other.clues.stream().filter(clue -> !clues.contains(clue)).forEach(all::add);
    SortedMap<String, Long> both = new TreeMap<>(fingerprints);
    other.fingerprints.forEach((each, flows) -> both.merge(each, flows, Long::sum));
    return new IdentityFigures(all, both);
  }
}
