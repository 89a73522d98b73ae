package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ColumnBufferTest {
  @Test
  void writesAddressesAsTheirTexts() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      IpAddress ip =
          i % 2 == 0
              ? IpAddress.v4(random.nextInt())
              : new IpAddress(random.nextLong(), random.nextLong());
      assertArrayEquals(bytes(out -> out.text(ip.toString())), bytes(out -> out.ip(ip)));
      MacAddress mac = new MacAddress(random.nextLong() >>> 16);
      assertArrayEquals(bytes(out -> out.text(mac.toString())), bytes(out -> out.mac(mac)));
    }
    assertArrayEquals(new byte[1], bytes(out -> out.mac(MacAddress.NONE)));
  }

  @Test
  void writesLengthsInBytesNotCharacters() {
    assertArrayEquals(new byte[] {2, (byte) 0xc3, (byte) 0xb6}, bytes(out -> out.text("ö")));
    assertArrayEquals(
        new byte[] {(byte) 0x80, 1, 'x'},
        Arrays.copyOf(bytes(out -> out.text("x".repeat(128))), 3));
  }

  private static byte[] bytes(Consumer<ColumnBuffer> write) {
    ColumnBuffer out = new ColumnBuffer(1);
    write.accept(out);
    return Arrays.copyOf(out.array(), out.length());
  }
}
