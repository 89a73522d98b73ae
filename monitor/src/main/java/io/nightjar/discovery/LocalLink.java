package io.nightjar.discovery;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.net.Inet6Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An interface of this machine with an address in a network.
 *
 * @param own the address
 * @param linkLocal its link-local IPv6 address; null for none
 */
record LocalLink(NetworkInterface card, IpAddress own, @Nullable IpAddress linkLocal) {
  /** The interface that leads to this network. */
  static Optional<LocalLink> to(Prefix network) {
    try {
      for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
        if (card.isUp() && !card.isLoopback()) {
          for (InterfaceAddress each : card.getInterfaceAddresses()) {
            IpAddress own = IpAddress.of(each.getAddress().getAddress());
            if (network.contains(own)) {
              return Optional.of(new LocalLink(card, own, linkLocal(card)));
            }
          }
        }
      }
      return Optional.empty();
    } catch (SocketException e) {
      throw new DiscoveryException("the system does not tell its interfaces", e.getMessage() + "");
    }
  }

  private static @Nullable IpAddress linkLocal(NetworkInterface card) {
    List<IpAddress> found =
        card.inetAddresses()
            .filter(each -> each instanceof Inet6Address && each.isLinkLocalAddress())
            .map(each -> IpAddress.of(each.getAddress()))
            .toList();
    return found.isEmpty() ? null : found.getFirst();
  }

  String name() {
    return card.getName();
  }
}
