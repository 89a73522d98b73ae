package io.nightjar.query;

import io.nightjar.alert.Category;
import io.nightjar.host.Amount;
import io.nightjar.host.PacketMix;
import io.nightjar.host.ScoreWindow;
import io.nightjar.host.Tally;
import io.nightjar.host.Transport;
import io.nightjar.host.Usage;
import io.nightjar.live.Applications;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What traffic is made of, as lines of text, most first. */
final class Breakdowns {
  private static final int MOST_LINES = 20;
  private static final int DSCP_VALUES = 64;

  private record Line(String text, long weight) {}

  private Breakdowns() {}

  /** Bytes each way and flows, by key. */
  static List<String> usage(@Nullable Tally<String> tally) {
    List<Line> lines = new ArrayList<>();
    if (tally != null) {
      tally.forEach(
          (key, row) -> {
            Usage usage = Usage.of(row);
            Amount amount = usage.amount();
            lines.add(
                new Line(
                    "%s: %d bytes sent, %d received, %d flows"
                        .formatted(
                            key == null || key.isEmpty() ? Applications.OTHER : key,
                            amount.bytesSent(),
                            amount.bytesReceived(),
                            usage.flows()),
                    amount.bytes()));
          });
    }
    return most(lines);
  }

  /** Counts by key. */
  static <K> List<String> counts(@Nullable Tally<K> tally) {
    List<Line> lines = new ArrayList<>();
    if (tally != null) {
      tally.forEach(
          (key, row) ->
              lines.add(
                  new Line((key == null ? Applications.OTHER : key) + ": " + row[0], row[0])));
    }
    return most(lines);
  }

  /** Sums of scores, by role and category. */
  static List<String> scores(ScoreWindow scores) {
    List<Line> lines = new ArrayList<>();
    for (Category category : Category.values()) {
      for (boolean asClient : new boolean[] {true, false}) {
        long sum = scores.sum(asClient, category);
        if (sum > 0) {
          String role = asClient ? "client" : "server";
          lines.add(new Line("%s, %s: %d".formatted(role, category.text(), sum), sum));
        }
      }
    }
    return most(lines);
  }

  /** The sum of all counts, without those of one key. */
  static long sumWithout(@Nullable Tally<String> tally, String without) {
    long[] sum = {0};
    if (tally != null) {
      tally.forEach((key, row) -> sum[0] += without.equals(key) ? 0 : row[0]);
    }
    return sum[0];
  }

  private static List<String> most(List<Line> lines) {
    return lines.stream()
        .sorted(Comparator.comparingLong(Line::weight).reversed())
        .limit(MOST_LINES)
        .map(Line::text)
        .toList();
  }

  /** Packets by size, smallest first. */
  static List<String> sizes(@Nullable PacketMix mix) {
    return mix == null
        ? List.of()
        : IntStream.range(0, PacketMix.SIZES.size())
            .filter(i -> mix.ofSize(i) > 0)
            .mapToObj(i -> PacketMix.SIZES.get(i) + ": " + mix.ofSize(i))
            .toList();
  }

  /** Packets by DSCP other than 0. */
  static List<String> dscp(@Nullable PacketMix mix) {
    return mix == null
        ? List.of()
        : IntStream.range(1, DSCP_VALUES)
            .filter(i -> mix.ofDscp(i) > 0)
            .mapToObj(i -> dscpName(i) + ": " + mix.ofDscp(i))
            .toList();
  }

  /** As RFC 2474, RFC 2597, RFC 3246 and RFC 8622 name it. */
  private static String dscpName(int dscp) {
    int group = dscp >>> 3;
    int drop = dscp & 7;
    if (drop == 0) {
      return "CS" + group;
    }
    boolean assured = group >= 1 && group <= 4 && drop % 2 == 0;
    return switch (dscp) {
      case 1 -> "LE";
      case 44 -> "VA";
      case 46 -> "EF";
      default -> assured ? "AF" + group + drop / 2 : String.valueOf(dscp);
    };
  }

  /** Packets and bytes by transport protocol. */
  static List<String> transports(Map<Transport, Amount> transports) {
    return transports.entrySet().stream()
        .filter(each -> each.getValue().packets() > 0)
        .map(
            each ->
                "%s: %d packets, %d bytes"
                    .formatted(
                        each.getKey().label(), each.getValue().packets(), each.getValue().bytes()))
        .toList();
  }
}
