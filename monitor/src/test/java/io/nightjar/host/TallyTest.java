package io.nightjar.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final String OTHER = "(other)";

  private static Map<String, Long> counts(Tally<String> tally) {
    Map<String, Long> counts = new HashMap<>();
    tally.forEach((key, row) -> counts.put(key == null ? OTHER : key, row[0]));
    return counts;
  }

  @Test
  void theFirstKeysHaveRowsAndAllOthersShareOne() {
    Tally<String> tally = new Tally<>(3, 1);
    for (String key : "a b c d e a d".split(" ", -1)) {
      tally.count(key);
    }
    assertEquals(Map.of("a", 2L, "b", 1L, "c", 1L, OTHER, 3L), counts(tally));
  }

  @Test
  void nothingIsLostWhenTwoAreAdded() {
    Random random = new Random(5);
    for (int run = 0; run < 50; run++) {
      Tally<String> one = new Tally<>(8, 1);
      Tally<String> other = new Tally<>(8, 1);
      int seen = random.nextInt(200);
      for (int i = 0; i < seen; i++) {
        (random.nextBoolean() ? one : other).count("key " + random.nextInt(20));
      }
      one.addAll(other);
      assertEquals(seen, counts(one).values().stream().mapToLong(Long::longValue).sum());
    }
  }

  @Test
  void sizeClassesAreWhatTheirNamesSay() {
    int[] bounds = {64, 128, 256, 512, 1024, 1518, 2500, 6500, 9000};
    for (int bytes = 0; bytes < 70_000; bytes++) {
      int expected = 0;
      while (expected < bounds.length && bytes > bounds[expected]) {
        expected++;
      }
      assertEquals(expected, PacketMix.sizeClass(bytes), bytes + " bytes");
    }
  }
}
