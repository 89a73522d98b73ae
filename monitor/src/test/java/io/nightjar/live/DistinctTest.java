package io.nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistinctTest {
  @ParameterizedTest
  @CsvSource({"0,0,0", "1,1,0", "1,1,1", "500,700,300", "8192,8192,4096", "8192,10,10"})
  void fewAreCountedExactly(int one, int other, int common) {
    Distinct both = keys(0, one).plus(keys(one - common, other));
    assertEquals(one + other - common, both.count());
  }

  @ParameterizedTest
  @CsvSource({"100000,100000,50000", "500000,500000,499000", "200000,300,300", "500000,400000,0"})
  void manyAreToldWithinThreePercent(int one, int other, int common) {
    Distinct both = keys(0, one).plus(keys(one - common, other));
    double exact = (double) one + other - common;
    assertEquals(exact, (double) both.count(), 0.03 * exact);
  }

  @Test
  void oneTableIsExactHoweverMany() {
    assertEquals(300_000, keys(0, 300_000).count());
  }

  @Test
  void theOrderDoesNotMatter() {
    Distinct first = keys(0, 50_000);
    Distinct second = keys(20_000, 9_000);
    Distinct third = keys(60_000, 3);
    assertEquals(first.plus(second).plus(third).count(), third.plus(first.plus(second)).count());
  }

  /** Addresses one after the other, as hosts of a network have. */
  private static Distinct keys(int first, int count) {
    var keys = new Distinct.Sampling();
    for (int i = first; i < first + count; i++) {
      keys.add(0, 0xffff_0a00_0000L + i, 0);
    }
    return keys.taken();
  }
}
