package io.nightjar.benchmarks;

import io.nightjar.alert.AlertSink;
import io.nightjar.blocklist.Blocklists;
import io.nightjar.blocklist.Listed;
import io.nightjar.blocklist.OwnEntries;
import io.nightjar.blocklist.Reputation;
import io.nightjar.net.IpAddress;
import io.nightjar.telemetry.Telemetry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a look-up costs by how many entries the lists have of its kind, in an order that no cache
 * can follow; half of what is asked for is listed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "-XX:+UseSerialGC"})
public class BlocklistBenchmark {
  private static final int ASKED = 1 << 16;

  /** 32.0.0.0, whose /3 is public. */
  private static final int PUBLIC_V4 = 0x2000_0000;

  /** Entries of each kind. */
  @Param({"10000", "1000000"})
  public int entries;

  private final IpAddress[] v4 = new IpAddress[ASKED];
  private final IpAddress[] v6 = new IpAddress[ASKED];
  private final String[] domains = new String[ASKED];
  private final String[] urls = new String[ASKED];
  private final String[] hashes = new String[ASKED];
  private Path folder = Path.of("");
  private Reputation lists = Reputation.NONE;
  private int turn;

  /** Writes lists, reads them, and makes questions. */
  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("blocklists");
    Path blocked = Files.createDirectories(folder.resolve("blocklists"));
    SplittableRandom random = new SplittableRandom(1);
    write(blocked.resolve("v4.txt"), i -> v4(2L * i).toString());
    write(blocked.resolve("v6.txt"), i -> v6(2L * i).toString());
    write(blocked.resolve("domains.txt"), i -> domain(2L * i));
    write(blocked.resolve("urls.txt"), i -> "http://" + url(2L * i));
    write(blocked.resolve("hashes.txt"), i -> hash(2L * i));
    for (int i = 0; i < ASKED; i++) {
      long number = random.nextInt(2 * entries);
      v4[i] = v4(number);
      v6[i] = v6(number);
      domains[i] = "www." + domain(number);
      urls[i] = url(number);
      hashes[i] = hash(number);
    }
    try (Blocklists read =
        new Blocklists(
            new Blocklists.Config(
                blocked,
                folder.resolve("allowlists"),
                List.of(),
                OwnEntries.NONE,
                Blocklists.Schedule.every(Duration.ofDays(1)),
                8_000_000),
            AlertSink.NONE,
            InstantSource.system(),
            new Telemetry())) {
      read.start();
      lists = read.reputation();
    }
    if (lists.size() < 4L * entries) {
      throw new IllegalStateException("only " + lists.size() + " entries");
    }
  }

  private interface Line {
    String of(int number);
  }

  private void write(Path file, Line line) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < entries; i++) {
        out.write(line.of(i));
        out.write('\n');
      }
    }
  }

  /** Spread over the public addresses; the golden ratio makes each another. */
  private static IpAddress v4(long number) {
    int spread = (int) (number * 0x9E37_79B1L);
    return IpAddress.v4(PUBLIC_V4 | (spread & 0x1fff_ffff));
  }

  private static IpAddress v6(long number) {
    long spread = number * 0x9E37_79B9_7F4A_7C15L;
    return new IpAddress((spread >>> 8) | 0x2a00_0000_0000_0000L, spread);
  }

  private static String domain(long number) {
    return "name" + number + ".example" + number % 50 + ".com";
  }

  private static String url(long number) {
    return domain(number) + "/dir/file" + number + ".exe";
  }

  private static String hash(long number) {
    return "%016x%016x".formatted(number * 0x9E37_79B9_7F4A_7C15L, number);
  }

  /** Removes the lists. */
  @TearDown
  public void remove() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private int next() {
    turn = (turn + 40_503) & (ASKED - 1);
    return turn;
  }

  /** An IPv4 address. */
  @Benchmark
  public @Nullable Listed v4Address() {
    return lists.address(v4[next()]);
  }

  /** An IPv6 address. */
  @Benchmark
  public @Nullable Listed v6Address() {
    return lists.address(v6[next()]);
  }

  /** A name of four labels. */
  @Benchmark
  public @Nullable Listed domain() {
    return lists.domain(domains[next()]);
  }

  /** A URL of two directories. */
  @Benchmark
  public @Nullable Listed url() {
    return lists.url(urls[next()]);
  }

  /** A JA3. */
  @Benchmark
  public @Nullable Listed fingerprint() {
    return lists.fingerprint(hashes[next()]);
  }
}
