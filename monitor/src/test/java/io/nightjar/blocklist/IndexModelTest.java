package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The index says the same as plain maps and a look at every entry. */
class IndexModelTest {
  private static final int LISTS = 4;
  private static final int ENTRIES = 300;
  private static final int QUESTIONS = 500;

  private record Entry(int list, Prefix prefix) {}

  @RepeatedTest(8)
  void anAddressIsInTheListsWhoseNetworksHoldIt(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    IndexBuilder builder = new IndexBuilder(Lists.KEYS, 1_000_000);
    List<Entry> entries = new ArrayList<>();
    for (int list = 0; list < LISTS; list++) {
      builder.begin("list" + list, Threat.MALWARE);
      for (int i = 0; i < ENTRIES; i++) {
        Prefix prefix = prefix(random);
        entries.add(new Entry(list, prefix));
        builder.add(new Indicator.Network(prefix), "");
      }
    }
    IndicatorIndex index = builder.build();
    for (int i = 0; i < QUESTIONS; i++) {
      IpAddress address = address(random);
      int longest = -1;
      Set<String> expected = new TreeSet<>();
      int first = LISTS;
      for (Entry entry : entries) {
        if (entry.prefix().contains(address) && isSameFamily(entry.prefix(), address)) {
          expected.add("list" + entry.list() + " " + entry.prefix().length());
          if (entry.prefix().length() > longest) {
            first = LISTS;
          }
          longest = Math.max(longest, entry.prefix().length());
          first = entry.prefix().length() == longest ? Math.min(first, entry.list()) : first;
        }
      }
      Set<String> found = new TreeSet<>();
      for (Match match : index.addresses(address)) {
        found.add(match.listed().list() + " " + length(match.entry(), address));
      }
      assertEquals(expected, found, address.toString());
      Listed one = index.address(address);
      assertEquals(expected.isEmpty() ? "" : "list" + first, one == null ? "" : one.list());
    }
  }

  private static int length(String entry, IpAddress address) {
    Prefix prefix = Prefix.parse(entry);
    return prefix.contains(address) ? prefix.length() : -1;
  }

  private static boolean isSameFamily(Prefix prefix, IpAddress address) {
    return address.isV4() == (prefix.address().isV4() && prefix.length() >= 96);
  }

  /** Few different bits, so that networks lie in one another and begin alike. */
  private static IpAddress address(Random random) {
    return random.nextBoolean()
        ? IpAddress.v4(random.nextInt(4) << 30 | random.nextInt(16) << 12 | random.nextInt(8))
        : new IpAddress(
            0x2001_0000_0000_0000L | random.nextInt(4) << 16 | random.nextInt(4),
            (long) random.nextInt(4) << 62 | random.nextInt(8));
  }

  private static Prefix prefix(Random random) {
    IpAddress address = address(random);
    int bits = address.isV4() ? 32 : 128;
    int length = random.nextBoolean() ? bits : random.nextInt(bits + 1);
    return new Prefix(address, length + 128 - bits);
  }

  @RepeatedTest(8)
  void aDomainIsInTheListsThatHoldOneOfItsSuffixes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    IndexBuilder builder = new IndexBuilder(Lists.KEYS, 1_000_000);
    Map<String, Set<String>> suffixes = new HashMap<>();
    Map<String, Set<String>> exact = new HashMap<>();
    for (int list = 0; list < LISTS; list++) {
      builder.begin("list" + list, Threat.MALWARE);
      for (int i = 0; i < ENTRIES; i++) {
        String name = name(random);
        boolean isExact = random.nextBoolean();
        (isExact ? exact : suffixes)
            .computeIfAbsent(name, _ -> new HashSet<>())
            .add("list" + list + " " + name);
        builder.add(new Indicator.Domain(name, isExact), "");
      }
    }
    IndicatorIndex index = builder.build();
    for (int i = 0; i < QUESTIONS; i++) {
      String name = name(random);
      Set<String> expected = new TreeSet<>(exact.getOrDefault(name, Set.of()));
      for (int at = 0; at >= 0; at = name.indexOf('.', at) < 0 ? -1 : name.indexOf('.', at) + 1) {
        expected.addAll(suffixes.getOrDefault(name.substring(at), Set.of()));
      }
      Set<String> found = new TreeSet<>();
      index.domains(name).forEach(each -> found.add(each.listed().list() + " " + each.entry()));
      assertEquals(expected, found, name);
      assertEquals(expected.isEmpty(), index.domain(name) == null, name);
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int labels = 1 + random.nextInt(4); labels > 0; labels--) {
      name.append((char) ('a' + random.nextInt(5))).append(labels == 1 ? "" : ".");
    }
    return name.toString();
  }

  @RepeatedTest(5)
  void anOrderIsThatOfASort(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int[] numbers = random.ints(random.nextInt(2_000), 0, 50).toArray();
    int[] order = Order.of(numbers.length, (one, other) -> numbers[one] - numbers[other]);
    for (int i = 1; i < order.length; i++) {
      int before = order[i - 1];
      boolean isStable = numbers[before] < numbers[order[i]] || before < order[i];
      assertEquals(true, numbers[before] <= numbers[order[i]] && isStable);
    }
  }
}
