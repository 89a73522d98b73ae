package io.nightjar.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a host gave away of itself: clues to its kind, and fingerprints of its software. Made only
 * for hosts that gave something away. Owned by one worker.
 */
public final class HostIdentity {
  private static final int MAX_CLUES = 8;
  private static final int MAX_FINGERPRINTS = 8;

  private final List<Clue> clues = new ArrayList<>(2);
  private final Map<String, Long> fingerprints = new TreeMap<>();

  HostIdentity() {}

  /** Remembers a clue; of one kind of evidence for one trait and value only the first. */
  public void add(Clue clue) {
    if (clues.size() < MAX_CLUES && clues.stream().noneMatch(known -> repeats(known, clue))) {
      clues.add(clue);
    }
  }

  private static boolean repeats(Clue known, Clue clue) {
    return known.trait() == clue.trait()
        && known.evidence() == clue.evidence()
        && known.value().equals(clue.value());
  }

  /** Whether there is a clue of this evidence. */
  public boolean has(Clue.Evidence evidence) {
    for (Clue clue : clues) {
      if (clue.evidence() == evidence) {
        return true;
      }
    }
    return false;
  }

  /** Counts a flow with this fingerprint; at most 8, then only known ones. */
  public void sent(String fingerprint) {
    if (fingerprints.containsKey(fingerprint) || fingerprints.size() < MAX_FINGERPRINTS) {
      fingerprints.merge(fingerprint, 1L, Long::sum);
    }
  }

  /** A copy, true at this moment. */
  public IdentityFigures figures() {
    return new IdentityFigures(List.copyOf(clues), new TreeMap<>(fingerprints));
  }
}
