package io.nightjar.query;

import io.nightjar.host.Clue;
import io.nightjar.host.HostName;
import io.nightjar.identity.Directory;
import io.nightjar.identity.Lease;
import io.nightjar.identity.Profile;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who a host or device is, as cells of an entity. */
final class HostProfile {
  private static final int MOST_LISTED = 20;

  /** What is told of a host. */
  static final List<Column> COLUMNS =
      List.of(
          Column.untrusted("name", "the one to believe first; empty when none is known"),
          Column.untrustedList("names", "source: name, latest first in each source"),
          Column.text("os", "operating system; empty when the evidence does not convince"),
          Column.text("device_type", "likewise"),
          Column.untrustedList("identity_evidence", "what hints at it: source, what was seen"),
          Column.untrustedList("fingerprints", "ja4, hassh, hassh_server as sent: flows"),
          Column.untrusted("dhcp_fingerprint", "options its DHCP client asks for"),
          Column.untrusted("dhcp_vendor_class", "what its DHCP client calls itself"));

  /** Nothing is known. */
  static final List<@Nullable Object> UNKNOWN =
      List.of("", List.of(), "", "", List.of(), List.of(), "", "");

  private HostProfile() {}

  static List<@Nullable Object> cells(Profile profile) {
    Lease lease = profile.lease();
    List<@Nullable Object> cells = new ArrayList<>(COLUMNS.size());
    cells.add(best(profile.names()));
    cells.add(names(profile.names()));
    cells.add(profile.os());
    cells.add(profile.deviceType());
    cells.add(profile.clues().stream().map(HostProfile::evidence).toList());
    cells.add(most(profile.fingerprints()));
    cells.add(lease == null ? "" : lease.fingerprint());
    cells.add(lease == null ? "" : lease.vendorClass());
    return cells;
  }

  /** The name of the source to believe first; of one source, the latest. */
  static String best(List<HostName> names) {
    return names.stream()
        .min(
            Comparator.comparing(HostName::source)
                .thenComparing(Comparator.comparingLong(HostName::seenNanos).reversed()))
        .map(HostName::name)
        .orElse("");
  }

  /** Source and name of each. */
  static List<String> names(List<HostName> names) {
    return names.stream().map(name -> word(name.source()) + ": " + name.name()).toList();
  }

  private static String evidence(Clue clue) {
    return word(clue.evidence()) + ": " + clue.value() + ", from " + clue.text();
  }

  private static String word(Enum<?> source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> most(Map<String, Long> fingerprints) {
    return fingerprints.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_LISTED)
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }

  /** The names of an address in several directories. */
  static List<HostName> names(List<Directory> directories, IpAddress ip) {
    return directories.stream()
        .flatMap(directory -> directory.names(ip).stream())
        .sorted(Comparator.comparing(HostName::source))
        .toList();
  }

  /** The lease of an address, or of its device where no other address is known to be leased. */
  static @Nullable Lease lease(List<Directory> directories, IpAddress ip, long mac) {
    for (Directory directory : directories) {
      Lease byAddress = directory.lease(ip);
      if (byAddress != null) {
        return byAddress;
      }
      Lease byDevice = directory.lease(mac);
      if (byDevice != null && byDevice.address() == null) {
        return byDevice;
      }
    }
    return null;
  }
}
