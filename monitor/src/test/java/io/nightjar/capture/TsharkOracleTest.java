package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.SharedData;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.packet.IpProtocol;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import io.nightjar.packet.PacketKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every frame of every shared capture reads as tshark reads it. */
class TsharkOracleTest {
  /** Captures where the two differ on purpose. */
  private static final Map<String, String> REASONS =
      Map.of(
          "tcpdump-DTP.pcap", "Cisco ISL trunking is not unwrapped: no device of today sends it",
          "tcpdump-bigtcp-ipv6.pcap", "this tshark takes BIG TCP (payload length 0) for cut",
          "zeek-mpls-6in6-6in6-4in6-trunc.pcap", "cut in its innermost header: the outer counts",
          "zeek-pbb-recursive-frames.pcapng", "more nested frames than are followed");

  @TempDir private Path folder;

  @Test
  void readsEveryFrameAsTsharkDoes() throws Exception {
    List<Path> captures = readableByTshark();
    Path merged = folder.resolve("merged.pcapng");
    List<String> command = new ArrayList<>(List.of("mergecap", "-a", "-w", merged.toString()));
    captures.forEach(path -> command.add(path.toString()));
    ExternalTool.lines(command, line -> {});

    List<Frame> frames = new ArrayList<>();
    captures.forEach(path -> read(path, frames));
    List<TsharkFrame> expected = new ArrayList<>(frames.size());
    ExternalTool.lines(
        TsharkFrame.command(merged.toString()), line -> expected.add(TsharkFrame.parse(line)));
    assertEquals(expected.size(), frames.size());

    Map<String, List<String>> differences = new TreeMap<>();
    for (int i = 0; i < frames.size(); i++) {
      String difference = frames.get(i).difference(expected.get(i));
      if (!difference.isEmpty()) {
        String name = frames.get(i).file().getFileName().toString();
        differences.computeIfAbsent(name, _ -> new ArrayList<>()).add(difference);
      }
    }
    differences.forEach(
        (name, all) ->
            System.out.println(name + ": " + REASONS.get(name) + shortened(all.getFirst())));
    Set<String> expectedNames = new TreeSet<>(REASONS.keySet());
    expectedNames.retainAll(captures.stream().map(path -> path.getFileName().toString()).toList());
    assertEquals(expectedNames, differences.keySet());
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), 300));
  }

  private static List<Path> readableByTshark() throws Exception {
    List<Path> captures = SharedData.captures();
    Map<String, Long> counts = FrameCountTest.capinfos(captures);
    return captures.stream().filter(path -> counts.containsKey(path.toString())).toList();
  }

  private static void read(Path path, List<Frame> frames) {
    Packet packet = new Packet();
    PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
    FrameConsumer consumer =
        (bytes, at, captured, wire, nanos, link) -> {
          PacketKind kind = decoder.decode(bytes, at, captured, wire, nanos, link, packet);
          frames.add(Frame.of(path, kind, packet));
        };
    try (CaptureFile file = CaptureFile.open(path)) {
      int read = 0;
      while (read >= 0) {
        read = file.read(consumer, 1000);
      }
    }
  }

  /** One frame as Nightjar reads it, in the words of {@link TsharkFrame}. */
  private record Frame(
      Path file,
      PacketKind kind,
      String link,
      String macs,
      String network,
      String transport,
      String payload) {
    static Frame of(Path file, PacketKind kind, Packet p) {
      String link = p.wireBytes() + " " + p.capturedBytes() + " " + p.timeNanos();
      if (kind != PacketKind.IP && kind != PacketKind.EARLY_FRAGMENT) {
        return new Frame(file, kind, link, macs(p), TsharkFrame.NOT_IP, "", "");
      }
      String network =
          new IpAddress(p.srcHigh(), p.srcLow())
              + " "
              + new IpAddress(p.dstHigh(), p.dstLow())
              + " "
              + p.ttl();
      return new Frame(file, kind, link, macs(p), network, transport(p), payload(p));
    }

    private static String macs(Packet p) {
      return mac(p.srcMac()) + " " + mac(p.dstMac()) + " " + p.vlanId();
    }

    private static String mac(long bits) {
      return bits == 0 ? "00:00:00:00:00:00" : new MacAddress(bits).toString();
    }

    private static String transport(Packet p) {
      String ports = p.srcPort() + " " + p.dstPort();
      String icmp = p.icmpType() + " " + p.icmpCode();
      return p.laterFragment()
          ? ""
          : switch (p.protocol()) {
            case IpProtocol.TCP -> "tcp " + ports;
            case IpProtocol.UDP -> "udp " + ports;
            case IpProtocol.SCTP -> "sctp " + ports;
            case IpProtocol.ICMP -> "icmp " + icmp;
            case IpProtocol.ICMPV6 -> "icmpv6 " + icmp;
            default -> "";
          };
    }

    private static String payload(Packet p) {
      if (p.laterFragment()) {
        return "";
      }
      return switch (p.protocol()) {
        case IpProtocol.TCP ->
            "%d %s %s %d %d"
                .formatted(
                    p.tcpFlags(),
                    Integer.toUnsignedString(p.tcpSequence()),
                    Integer.toUnsignedString(p.tcpAcknowledgment()),
                    p.tcpWindow(),
                    p.payloadWireBytes());
        case IpProtocol.UDP -> p.transportWhole() ? "" + (p.payloadWireBytes() + 8) : "";
        default -> "";
      };
    }

    String difference(TsharkFrame other) {
      String mine =
          String.join(
              "|",
              link,
              other.macs().isEmpty() ? "" : macs,
              network,
              other.isFragment() ? "" : transport,
              other.isFragment() || other.payload().isEmpty() ? "" : payload);
      String theirs =
          String.join(
              "|",
              other.link(),
              other.macs(),
              other.network(),
              other.isFragment() ? "" : other.transport(),
              other.isFragment() || payload.isEmpty() ? "" : other.payload());
      return mine.equals(theirs)
          ? ""
          : "\n    " + kind + " " + mine + " / " + other.layers() + " " + theirs;
    }
  }
}
