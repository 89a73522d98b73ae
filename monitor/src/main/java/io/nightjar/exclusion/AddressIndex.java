package io.nightjar.exclusion;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules by the network their subject is: one look into an open-addressing table for each length of
 * network there is. Asking allocates nothing.
 */
final class AddressIndex {
  private static final int SMALLEST = 16;

  /** The lengths that occur, in bits of 128, longest first. */
  private final int[] lengths;

  private final long[] highs;
  private final long[] lows;
  private final int[] lengthAt;
  private final Rule[] @Nullable [] rulesAt;
  private final int mask;

  AddressIndex(List<Rule> rules) {
    Map<Prefix, List<Rule>> byNetwork = new LinkedHashMap<>();
    for (Rule rule : rules) {
      byNetwork.computeIfAbsent(rule.exclusion().network(), _ -> new ArrayList<>()).add(rule);
    }
    lengths =
        byNetwork.keySet().stream()
            .map(Prefix::length)
            .distinct()
            .sorted(Comparator.reverseOrder())
            .mapToInt(Integer::intValue)
            .toArray();
    int capacity = Integer.highestOneBit(Math.max(SMALLEST, byNetwork.size()) * 4 - 1);
    highs = new long[capacity];
    lows = new long[capacity];
    lengthAt = new int[capacity];
    rulesAt = new Rule[capacity][];
    mask = capacity - 1;
    byNetwork.forEach(this::put);
  }

  private void put(Prefix network, List<Rule> rules) {
    long high = network.address().high();
    long low = network.address().low();
    int at = hash(high, low, network.length()) & mask;
    while (rulesAt[at] != null) {
      at = (at + 1) & mask;
    }
    highs[at] = high;
    lows[at] = low;
    lengthAt[at] = network.length();
    rulesAt[at] = rules.toArray(Rule[]::new);
  }

  /** The lengths of networks to ask for, longest first. */
  int[] lengths() {
    return lengths;
  }

  boolean isEmpty() {
    return lengths.length == 0;
  }

  /** The rules whose subject is the network of this length that holds the address. */
  Rule @Nullable [] find(IpAddress address, int length) {
    long high = address.high() & Prefix.highMask(length);
    long low = address.low() & Prefix.lowMask(length);
    int at = hash(high, low, length) & mask;
    while (rulesAt[at] != null) {
      if (highs[at] == high && lows[at] == low && lengthAt[at] == length) {
        return rulesAt[at];
      }
      at = (at + 1) & mask;
    }
    return null;
  }

  private static int hash(long high, long low, int length) {
    long mixed = (high * 0x9E3779B97F4A7C15L ^ low) * 0xC2B2AE3D27D4EB4FL + length;
    return (int) (mixed ^ mixed >>> 32);
  }
}
