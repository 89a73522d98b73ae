package io.nightjar.identity;

import io.nightjar.host.Clue;
import io.nightjar.host.Clue.Trait;
import io.nightjar.host.HostName;
import io.nightjar.host.IdentityFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a host is, as far as its clues convince.
 *
 * @param names of the address, those of its own link first
 * @param os empty when the clues do not convince
 * @param deviceType likewise
 * @param clues all of them, also those that did not convince
 * @param fingerprints kind and value, with flows
 * @param lease its DHCP lease, null for none
 */
public record Profile(
    List<HostName> names,
    String os,
    String deviceType,
    List<Clue> clues,
    Map<String, Long> fingerprints,
    @Nullable Lease lease) {
  private static final int CONVINCING = 60;
  private static final int LEAD = 20;
  private static final String OR = " or ";

  /** Weighs what a host gave away of itself, and its lease. */
  public static Profile of(IdentityFigures figures, List<HostName> names, @Nullable Lease lease) {
    List<Clue> clues = new ArrayList<>(figures.clues());
    if (lease != null) {
      clues.addAll(ClueRules.of(lease));
    }
    return new Profile(
        names,
        verdict(clues, Trait.OS),
        verdict(clues, Trait.DEVICE_TYPE),
        clues,
        figures.fingerprints(),
        lease);
  }

  /** The value whose clues weigh most, if enough and clearly more than those against it. */
  private static String verdict(List<Clue> clues, Trait trait) {
    Map<String, Integer> weights = new HashMap<>();
    for (Clue candidate : clues) {
      if (candidate.trait() == trait) {
        for (String value : candidate.value().split(OR, -1)) {
          weights.put(value, weight(clues, trait, value));
        }
      }
    }
    int most = weights.values().stream().mapToInt(each -> each).max().orElse(0);
    List<String> best =
        weights.keySet().stream()
            .filter(each -> weights.getOrDefault(each, 0) == most)
            .sorted()
            .toList();
    Set<String> against = new HashSet<>(weights.keySet());
    against.removeIf(each -> best.stream().anyMatch(value -> agree(each, value)));
    int other = against.stream().mapToInt(each -> weights.getOrDefault(each, 0)).max().orElse(0);
    boolean compatible = best.size() <= 1 || isOneClue(clues, trait, best);
    return most >= CONVINCING && most - other >= LEAD && compatible ? String.join(OR, best) : "";
  }

  private static int weight(List<Clue> clues, Trait trait, String value) {
    int weight = 0;
    for (Clue clue : clues) {
      if (clue.trait() == trait
          && Arrays.stream(clue.value().split(OR, -1)).anyMatch(each -> includes(each, value))) {
        weight += clue.weight();
      }
    }
    return weight;
  }

  /** Whether the wider value holds for the narrower: Windows for Windows 7. */
  private static boolean includes(String wider, String narrower) {
    return narrower.equals(wider) || narrower.startsWith(wider + " ");
  }

  private static boolean agree(String one, String other) {
    return includes(one, other) || includes(other, one);
  }

  /** Whether values that weigh the same do because one clue names them all. */
  private static boolean isOneClue(List<Clue> clues, Trait trait, List<String> values) {
    return clues.stream()
        .filter(clue -> clue.trait() == trait)
        .anyMatch(clue -> List.of(clue.value().split(OR, -1)).containsAll(values));
  }
}
