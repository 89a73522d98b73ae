package io.nightjar.query;

import io.nightjar.flow.Flow;
import io.nightjar.live.InterfaceState;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which live flows.
 *
 * @param ip only flows of this host; null for all
 * @param vlanId only flows on this VLAN; null for all
 * @param role what the host must be in the flow
 * @param alertedOnly only flows with a risk
 * @param interfaceName only of this interface; null for all
 */
public record FlowFilter(
    @Nullable IpAddress ip,
    @Nullable Integer vlanId,
    HostRole role,
    boolean alertedOnly,
    @Nullable String interfaceName) {

  /** What a host is in a flow. */
  public enum HostRole {
    ANY,
    CLIENT,
    SERVER
  }

  boolean covers(InterfaceState state) {
    return interfaceName == null || interfaceName.equals(state.identity().name());
  }

  /** Whether the asker may see this flow: one of its ends is in the asker's networks. */
  static boolean isSeen(Flow flow, Asker asker) {
    return asker.sees(flow.client().ip(), flow.server().ip());
  }

  boolean matches(Flow flow, Asker asker) {
    if (!isSeen(flow, asker)) {
      return false;
    }
    if (vlanId != null && flow.vlanId() != vlanId) {
      return false;
    }
    if (alertedOnly && flow.application().score() == 0) {
      return false;
    }
    return ip == null
        || (role != HostRole.SERVER && flow.client().ip().equals(ip))
        || (role != HostRole.CLIENT && flow.server().ip().equals(ip));
  }
}
