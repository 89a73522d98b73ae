package io.nightjar.asset;

import io.nightjar.host.Clue;
import io.nightjar.host.HostName;
import io.nightjar.host.IdentityFigures;
import io.nightjar.identity.Lease;
import io.nightjar.net.IpAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was seen of a device or of an address; copies, for the thread of the inventory. */
public sealed interface Sighting {
  /**
   * Where and when.
   *
   * @param interfaceName or the capture file
   * @param isLive whether it is seen as it happens
   * @param lastNanos when it last sent something, since the epoch
   */
  record Moment(String interfaceName, boolean isLive, long firstNanos, long lastNanos) {}

  /** Where and when. */
  Moment moment();

  /**
   * A MAC address that sent frames.
   *
   * @param addresses it sends from and is sent to: its own, or those of hosts behind it
   * @param claimed those it says it has, the latest last
   * @param names it gave itself below IP
   * @param clues to what it is, from below IP
   */
  record OfDevice(
      Moment moment,
      long mac,
      Set<IpAddress> addresses,
      List<IpAddress> claimed,
      List<HostName> names,
      List<Clue> clues,
      @Nullable Lease lease)
      implements Sighting {}

  /**
   * A local address that sent packets.
   *
   * @param mac the link-layer source of its last frame, 0 for none
   * @param services ports and announced services
   */
  record OfHost(
      Moment moment,
      IpAddress ip,
      long mac,
      int vlanId,
      List<HostName> names,
      IdentityFigures identity,
      Set<String> services)
      implements Sighting {}
}
