package io.nightjar.expected;

import io.nightjar.net.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The routers of the links by MAC address, with the addresses they have there. */
final class Routers {
  static final Routers NONE = new Routers(Map.of());

  private final long[] macs;
  private final IpAddress[][] addresses;

  Routers(Map<Long, List<IpAddress>> known) {
    macs = known.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    addresses =
        Arrays.stream(macs)
            .mapToObj(mac -> known.getOrDefault(mac, List.of()).toArray(IpAddress[]::new))
            .toArray(IpAddress[][]::new);
  }

  /** Where this router stands; below 0 where it is unknown. Allocates nothing. */
  int find(long mac) {
    return Arrays.binarySearch(macs, mac);
  }

  /** Whether one of its addresses is in the list. */
  boolean isExpected(int router, ServerLists lists, int list) {
    for (IpAddress address : addresses[router]) {
      if (lists.expects(list, address)) {
        return true;
      }
    }
    return false;
  }

  /** The address to name it by; there is one. */
  IpAddress address(int router) {
    return addresses[router][0];
  }
}
