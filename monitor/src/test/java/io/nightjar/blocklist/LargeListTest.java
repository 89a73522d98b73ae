package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LargeListTest {
  private static final int MILLION = 1_000_000;
  private static final long MOST_BYTES = 100_000_000;

  /** Makes entries, each other than those before. */
  private interface Entry {
    Indicator of(int number, SplittableRandom random);
  }

  @Test
  void aMillionEntriesOfAnyKindTakeLessThanAHundredMegabytes() {
    measure("IPv4 addresses", LargeListTest::v4);
    measure("IPv6 addresses", LargeListTest::v6);
    measure("domains", LargeListTest::domain);
    measure(
        "of all kinds",
        (number, random) ->
            switch (number % 4) {
              case 0 -> v4(number, random);
              case 1 -> v6(number, random);
              case 2 -> domain(number, random);
              default -> new Indicator.Url("http://h" + number + ".example/a");
            });
  }

  private static Indicator v4(int number, SplittableRandom random) {
    return new Indicator.Network(new Prefix(IpAddress.v4(random.nextInt()), 128));
  }

  private static Indicator v6(int number, SplittableRandom random) {
    return new Indicator.Network(
        new Prefix(
            new IpAddress(0x2000_0000_0000_0000L | random.nextLong() >>> 3, random.nextLong()),
            128));
  }

  private static Indicator domain(int number, SplittableRandom random) {
    return new Indicator.Domain("d" + number + ".example", false);
  }

  private static void measure(String what, Entry entry) {
    long before = usedBytes();
    IndicatorIndex index = filled(entry);
    long bytes = usedBytes() - before;
    System.out.println("heap bytes of a million " + what + ": " + bytes);
    assertEquals(MILLION, index.size());
    assertTrue(bytes > MILLION && bytes < MOST_BYTES, what + ": " + bytes);
  }

  private static IndicatorIndex filled(Entry entry) {
    IndexBuilder builder = new IndexBuilder(Lists.KEYS, MILLION);
    SplittableRandom random = new SplittableRandom(7);
    builder.begin("large", Threat.MALWARE);
    for (int i = 0; i < MILLION; i++) {
      builder.add(entry.of(i, random), i % 100 == 0 ? "note " + i : "");
    }
    return builder.build();
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void fiveMillionLinesAreReadAsFarAsThereIsRoom() throws IOException {
    IndexBuilder builder = new IndexBuilder(Lists.KEYS, MILLION);
    builder.begin("five", Threat.MALWARE);
    long[] read = new long[2];
    EntrySink sink =
        new EntrySink() {
          @Override
          public void entry(long line, Indicator indicator, String note) {
            read[0]++;
            builder.add(indicator, note);
          }

          @Override
          public void wrong(long line, String text, String reason) {
            read[1]++;
          }

          @Override
          public boolean isFull() {
            return builder.isFull();
          }
        };
    ListFormat format = ListReader.read(new Numbers(5_000_000), Optional.empty(), 512L << 20, sink);
    assertEquals(ListFormat.PLAIN, format);
    assertEquals(MILLION, read[0]);
    assertEquals(333_333, read[1]);
    assertEquals(MILLION, builder.build().size());
  }

  @Test
  void theSameEntryAMillionTimesIsOne() {
    IndexBuilder builder = new IndexBuilder(Lists.KEYS, MILLION);
    builder.begin("same", Threat.MALWARE);
    for (int i = 0; i < MILLION; i++) {
      boolean isName = i % 2 == 0;
      builder.add(
          isName
              ? new Indicator.Domain("evil.example", false)
              : new Indicator.Network(Prefix.parse("192.0.2.7")),
          "note " + i % 1_000);
    }
    IndicatorIndex index = builder.build();
    assertEquals(1, index.domains("evil.example").size());
    assertEquals(1, index.addresses(IpAddress.parse("192.0.2.7")).size());
  }

  /** Lines without end: three addresses, then one that is none. */
  private static final class Numbers extends InputStream {
    private final int lines;
    private int line;
    private byte[] text = new byte[0];
    private int at;

    Numbers(int lines) {
      this.lines = lines;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == text.length) {
        if (line == lines) {
          return -1;
        }
        String next = line % 4 == 3 ? "?? 5" : IpAddress.v4(line * 7).toString();
        text = (next + "\n").getBytes(StandardCharsets.UTF_8);
        at = 0;
        line++;
      }
      int count = Math.min(length, text.length - at);
      System.arraycopy(text, at, into, offset, count);
      at += count;
      return count;
    }
  }
}
