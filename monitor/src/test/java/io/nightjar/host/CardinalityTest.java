package io.nightjar.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CardinalityTest {
  private static final double STANDARD_ERROR = 0.065;

  private static long hash(long value) {
    return Cardinality.mix(0, value);
  }

  @Test
  void countsUpToSixteenExactlyHoweverOftenEachIsSeen() {
    Random random = new Random(7);
    for (int different = 0; different <= 16; different++) {
      Cardinality some = new Cardinality();
      for (int i = 0; i < different; i++) {
        some.see(hash(i));
      }
      for (int i = 0; different > 0 && i < 100; i++) {
        some.see(hash(random.nextInt(different)));
      }
      assertEquals(different, some.count());
    }
  }

  @Test
  void estimatesWithinItsStandardErrorWhatASetCounts() {
    for (int different : new int[] {17, 50, 200, 500, 800, 2_000, 20_000, 200_000}) {
      double squares = 0;
      int runs = 40;
      for (int run = 0; run < runs; run++) {
        double error = estimate(new Random(run), different) / (double) different - 1;
        assertTrue(Math.abs(error) < 5 * STANDARD_ERROR, different + ": off by " + error);
        squares += error * error;
      }
      double deviation = Math.sqrt(squares / runs);
      assertTrue(deviation < 1.4 * STANDARD_ERROR, different + ": deviates by " + deviation);
    }
  }

  private static long estimate(Random random, int different) {
    Cardinality some = new Cardinality();
    Set<Long> seen = new HashSet<>();
    while (seen.size() < different) {
      long value = random.nextLong();
      seen.add(value);
      some.see(hash(value));
    }
    return some.count();
  }

  @Test
  void twoTogetherAreWhatOneWouldHaveSeen() {
    Random random = new Random(3);
    for (int size : new int[] {0, 1, 9, 16, 17, 300}) {
      for (int otherSize : new int[] {0, 1, 9, 16, 17, 300}) {
        Cardinality one = new Cardinality();
        Cardinality other = new Cardinality();
        Cardinality all = new Cardinality();
        for (int i = 0; i < size + otherSize; i++) {
          long value = hash(random.nextInt(400));
          (i < size ? one : other).see(value);
          all.see(value);
        }
        one.addAll(other);
        assertEquals(all.count(), one.count(), size + " and " + otherSize);
      }
    }
  }
}
