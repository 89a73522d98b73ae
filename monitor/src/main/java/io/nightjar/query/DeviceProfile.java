package io.nightjar.query;

import io.nightjar.asset.Asset;
import io.nightjar.host.HostName;
import io.nightjar.host.NameSource;
import io.nightjar.identity.Directory;
import io.nightjar.identity.Lease;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a device calls itself below IP and in DHCP, as cells of an entity. */
final class DeviceProfile {
  static final List<Column> COLUMNS =
      List.of(
          Column.untrusted("name", "the one to believe first; empty when none is known"),
          Column.untrustedList("names", "source: name"),
          Column.text("dhcp_address", "the address DHCP gave it; empty when unseen"),
          Column.untrusted("dhcp_fingerprint", "options its DHCP client asks for"),
          Column.untrusted("dhcp_vendor_class", "what its DHCP client calls itself"),
          Column.integer("dhcp_lease_s", "how long it may keep the address, 0 unknown"),
          Column.text("device_type", "empty when the evidence does not convince"),
          Column.text("os", "likewise"),
          Column.untrustedList("services", "ports it answered on, services it announced"));

  private DeviceProfile() {}

  static List<@Nullable Object> cells(
      long mac, List<Directory> directories, Optional<Asset> asset) {
    List<HostName> names = new ArrayList<>();
    Lease lease = null;
    for (Directory directory : directories) {
      names.addAll(directory.names(mac));
      Lease known = directory.lease(mac);
      lease = known == null || !isSeen(known) ? lease : known;
    }
    if (lease != null && !lease.hostName().isEmpty()) {
      names.add(new HostName(NameSource.DHCP, lease.hostName(), lease.seenNanos(), 0, null));
    }
    IpAddress leased = lease == null ? null : lease.address();
    return Arrays.asList(
        HostProfile.best(names),
        HostProfile.names(names),
        leased == null ? "" : leased.toString(),
        lease == null ? "" : lease.fingerprint(),
        lease == null ? "" : lease.vendorClass(),
        lease == null ? 0 : lease.leaseSeconds(),
        asset.map(Asset::deviceType).orElse(""),
        asset.map(Asset::os).orElse(""),
        asset.map(each -> List.copyOf(each.services())).orElse(List.of()));
  }

  /** A device that gave the asker's networks one address may have leased another. */
  private static boolean isSeen(Lease lease) {
    Asker asker = Asker.current();
    return lease.address() == null ? !asker.isBoundToNetworks() : asker.sees(lease.address());
  }
}
