package io.nightjar.identity;

import io.nightjar.host.Clue;
import io.nightjar.host.Clue.Evidence;
import io.nightjar.host.HostName;
import io.nightjar.host.NameSource;
import io.nightjar.net.IpAddress;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a host says of itself when it is asked. Whatever it says of others is left out. The memory
 * must be native.
 */
public final class ScanAnswers {
  /**
   * What it said: text from the network, cleaned, never to be trusted.
   *
   * @param services announced, or what it is in UPnP
   */
  public record Told(List<HostName> names, List<Clue> clues, Set<String> services) {
    /** Nothing of use. */
    public static final Told NOTHING = new Told(List.of(), List.of(), Set.of());

    /** Whether it is of no use. */
    public boolean isNothing() {
      return names.isEmpty() && clues.isEmpty() && services.isEmpty();
    }
  }

  private static final String SERVICES = "_services._dns-sd._udp.local";
  private static final String DEVICE_INFO = "_device-info._tcp.";
  private static final String MODEL = "model=";
  private static final String UPNP_DEVICE = ":device:";
  private static final String UPNP_SERVICE = ":service:";

  private ScanAnswers() {}

  /** An answer of multicast DNS (RFC 6762). */
  public static Told mdns(MemorySegment bytes, int length, IpAddress sender, long nowNanos) {
    DnsMessage message = DnsMessage.read(bytes, 0, length);
    if (message == null || !message.isResponse()) {
      return Told.NOTHING;
    }
    List<HostName> names = new ArrayList<>();
    List<Clue> clues = new ArrayList<>();
    Set<String> services = new TreeSet<>();
    for (DnsMessage.Answer record : message.records()) {
      String name = name(record, sender);
      if (!name.isEmpty()) {
        names.add(new HostName(NameSource.MDNS, name, nowNanos, 0, null));
      } else if (record.type() == DnsMessage.TXT && record.name().contains(DEVICE_INFO)) {
        record
            .text()
            .lines()
            .filter(line -> line.startsWith(MODEL))
            .forEach(line -> clues.addAll(ClueRules.of(Evidence.MDNS, line)));
      } else if (record.type() == DnsMessage.PTR && record.name().startsWith("_")) {
        String service = record.name().equals(SERVICES) ? record.text() : record.name();
        services.add(service.replaceFirst("\\.local\\.?$", ""));
        clues.addAll(ClueRules.of(Evidence.MDNS, service));
      }
    }
    return new Told(names, clues, services);
  }

  /** The name a record gives its sender; empty for none. */
  private static String name(DnsMessage.Answer record, IpAddress sender) {
    if (sender.equals(record.address())) {
      return record.name();
    }
    @Nullable IpAddress reverse =
        record.type() == DnsMessage.PTR ? ReverseName.address(record.name()) : null;
    return sender.equals(reverse) ? record.text() : "";
  }

  /** An answer to a search of UPnP. */
  public static Told ssdp(MemorySegment bytes, int length) {
    SsdpMessage message = SsdpMessage.read(bytes, 0, length);
    if (message == null || message.isSearch()) {
      return Told.NOTHING;
    }
    List<Clue> clues = new ArrayList<>(ClueRules.of(Evidence.SSDP, message.server()));
    clues.addAll(ClueRules.of(Evidence.SSDP, message.target()));
    String kind = message.target();
    int at = Math.max(kind.indexOf(UPNP_DEVICE), kind.indexOf(UPNP_SERVICE));
    Set<String> services =
        at < 0 ? Set.of() : Set.of("upnp " + kind.substring(kind.indexOf(':', at + 1) + 1));
    return new Told(List.of(), clues, services);
  }

  /** An answer to a question for all names of NetBIOS. */
  public static Told netbios(MemorySegment bytes, int length, long nowNanos) {
    String name = NetbiosStatus.read(bytes, 0, length);
    return name.isEmpty()
        ? Told.NOTHING
        : new Told(
            List.of(new HostName(NameSource.NETBIOS, name, nowNanos, 0, null)),
            List.of(),
            Set.of());
  }
}
