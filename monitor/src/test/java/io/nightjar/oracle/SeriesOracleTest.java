package io.nightjar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.SharedData;
import io.nightjar.capture.Capture;
import io.nightjar.capture.CaptureSource;
import io.nightjar.dpi.NdpiDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.flow.FlowRecord;
import io.nightjar.host.Amount;
import io.nightjar.live.LiveLimits;
import io.nightjar.live.Series;
import io.nightjar.live.SeriesPoint;
import io.nightjar.natives.ndpi.DpiEngine;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time series of captures without tunnels, against what tshark sees frame by frame. */
class SeriesOracleTest {
  private static final List<Prefix> LOCAL =
      List.of(
          Prefix.parse("10.0.0.0/8"), Prefix.parse("192.168.0.0/16"), Prefix.parse("fe80::/10"));

  /** A frame as tshark tells it; addresses empty where it is no IP. */
  private record Frame(long second, long bytes, String src, String dst) {
    static Frame of(String line) {
      String[] fields = line.split("\t", -1);
      return new Frame(
          Long.parseLong(fields[0].substring(0, fields[0].indexOf('.'))),
          Long.parseLong(fields[1]),
          address(fields[2], fields[4]),
          address(fields[3], fields[5]));
    }

    private static String address(String v4, String v6) {
      String text = v4.isEmpty() ? v6 : v4;
      return text.isEmpty() ? "" : IpAddress.parse(text).toString();
    }
  }

  private final Queue<SeriesPoint> points = new ConcurrentLinkedQueue<>();
  private final Queue<FlowRecord> records = new ConcurrentLinkedQueue<>();

  private void read(Path capture) throws InterruptedException {
    var outlet =
        new CaptureSource.RecordOutlet() {
          @Override
          public boolean take(FlowRecord record, Runnable idle) {
            return records.add(record);
          }

          @Override
          public boolean take(SeriesPoint point, Runnable idle) {
            return points.add(point);
          }
        };
    CaptureSource source =
        CaptureSource.file(capture, "file", "", CaptureSource.Timing.AS_RECORDED, 2, outlet);
    var config = new Capture.Config("test", 2, LiveLimits.defaults(), Duration.ofSeconds(30));
    LookupData lookup = LookupData.open(Path.of("no-such-folder"), LOCAL);
    try (Capture running =
        new Capture(
            config,
            List.of(source),
            lookup,
            () -> new NdpiDetector(DpiEngine.open(), Long.MAX_VALUE))) {
      running.start();
      source.awaitFinished();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ndpi/pcap/1kxun.pcap",
        "pcaps/malware/sanders-ratinfected.pcapng",
        "pcaps/bruteforce/zeek-bruteforce.pcap",
        "pcaps/discovery/zeek-mdns.pcap"
      })
  void pointsAddUpToWhatTsharkSees(String name) throws Exception {
    Path capture = SharedData.path(name);
    List<Frame> frames =
        Program.lines(
                "tshark -n -T fields -E occurrence=f -e frame.time_epoch -e frame.len -e ip.src -e ip.dst -e ipv6.src -e ipv6.dst -r"
                    .concat(" " + capture)
                    .split(" ", -1))
            .stream()
            .map(Frame::of)
            .toList();
    read(capture);
    List<Frame> ip = frames.stream().filter(each -> !each.src().isEmpty()).toList();
    assertEquals(
        sums(frames, Frame::second, Frame::bytes),
        sums(of(Series.INTERFACE), SeriesPoint::startSeconds, each -> each.amount().bytes()));
    assertEquals(
        sums(frames, each -> each.second() / 60 * 60, Frame::bytes),
        sums(
            of(Series.INTERFACE_SUMMARY),
            SeriesPoint::startSeconds,
            each -> each.amount().bytes()));
    assertEquals(
        sums(ip, each -> each.second() / 300 * 300 + " " + each.src(), Frame::bytes),
        sums(of(Series.HOST), SeriesOracleTest::when, each -> each.amount().bytesSent()));
    assertEquals(
        sums(ip, each -> each.second() / 300 * 300 + " " + each.dst(), Frame::bytes),
        sums(of(Series.HOST), SeriesOracleTest::when, each -> each.amount().bytesReceived()));
    assertEquals(
        sums(
            ip.stream().filter(each -> !network(each.src()).isEmpty()).toList(),
            each -> each.second() / 60 * 60 + " " + network(each.src()),
            Frame::bytes),
        sums(of(Series.NETWORK), SeriesOracleTest::when, each -> each.amount().bytesSent()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ndpi/pcap/1kxun.pcap",
        "pcaps/malware/sanders-ratinfected.pcapng",
        "pcaps/discovery/zeek-mdns.pcap"
      })
  void pointsOfApplicationsAreWhatTheirFlowsDid(String name) throws Exception {
    read(SharedData.path(name));
    Function<FlowRecord, String> application = each -> each.application().name();
    assertEquals(
        sums(records, application, each -> each.src2dst().bytes()),
        sums(of(Series.APPLICATION), SeriesPoint::key, each -> each.amount().bytesSent()));
    assertEquals(
        sums(records, application, each -> each.dst2src().packets()),
        sums(of(Series.APPLICATION), SeriesPoint::key, each -> each.amount().packetsReceived()));
    assertEquals(
        sums(records, application, each -> each.first() ? 1 : 0),
        sums(of(Series.APPLICATION), SeriesPoint::key, each -> each.more().flows()));
    assertEquals(
        of(Series.APPLICATION).stream().map(SeriesPoint::amount).reduce(Amount.NONE, Amount::plus),
        of(Series.CATEGORY).stream().map(SeriesPoint::amount).reduce(Amount.NONE, Amount::plus));
  }

  private List<SeriesPoint> of(Series series) {
    return points.stream().filter(each -> each.series() == series).toList();
  }

  private static String when(SeriesPoint point) {
    return point.startSeconds() + " " + point.key();
  }

  private static String network(String ip) {
    return Prefix.smallest(LOCAL, IpAddress.parse(ip)).map(Prefix::toString).orElse("");
  }

  private static <T, K> SortedMap<K, Long> sums(
      Collection<T> things, Function<T, K> key, ToLongFunction<T> value) {
    SortedMap<K, Long> sums = new TreeMap<>();
    things.forEach(each -> sums.merge(key.apply(each), value.applyAsLong(each), Long::sum));
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }
}
