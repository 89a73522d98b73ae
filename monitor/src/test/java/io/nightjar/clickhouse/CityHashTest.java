package io.nightjar.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.clickhouse.data.ClickHouseCityHash;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checksum of compressed blocks, beside that of ClickHouse's own client. */
class CityHashTest {
  @Test
  @SuppressWarnings("deprecation") // the client goes on with it itself
  void isThatOfTheOfficialClientAtEveryLength() {
    byte[] bytes = new byte[70_000];
    new Random(1).nextBytes(bytes);
    for (int length = 8; length < bytes.length; length += length < 1_100 ? 1 : 997) {
      for (int from : new int[] {0, 3}) {
        if (from + length <= bytes.length) {
          long[] theirs = ClickHouseCityHash.cityHash128(bytes, from, length);
          CityHash.Hash ours = CityHash.of(bytes, from, length);
          assertEquals(theirs[0], ours.low(), "length " + length);
          assertEquals(theirs[1], ours.high(), "length " + length);
        }
      }
    }
  }
}
