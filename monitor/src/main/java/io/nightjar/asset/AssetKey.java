package io.nightjar.asset;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What makes an asset the same one: its MAC address, or where that is a router's or there is none,
 * its IP address and VLAN.
 *
 * @param mac 48 bits, 0 where the address identifies it
 * @param ip null where the MAC identifies it
 */
public record AssetKey(long mac, @Nullable IpAddress ip, int vlanId) {
  private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

  /** By MAC. */
  public static AssetKey of(long mac) {
    return new AssetKey(mac, null, 0);
  }

  /** By address. */
  static AssetKey of(IpAddress ip, int vlanId) {
    return new AssetKey(0, ip, vlanId);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AssetKey parse(String text) {
    if (MAC.matcher(text).matches()) {
      return of(MacAddress.parse(text).bits());
    }
    int at = text.indexOf('@');
    String vlan = at < 0 ? "0" : text.substring(at + 1);
    if (!vlan.matches("\\d{1,4}")) {
      throw new IllegalArgumentException("'" + vlan + "' is no VLAN");
    }
    return of(IpAddress.parse(at < 0 ? text : text.substring(0, at)), Integer.parseInt(vlan));
  }

  /** Whether its MAC address identifies it. */
  public boolean isByMac() {
    return mac != 0;
  }

  /** The MAC address, or the address, with {@code @} and the VLAN behind it where it has one. */
  @Override
  public String toString() {
    return isByMac() ? new MacAddress(mac).toString() : vlanId == 0 ? ip + "" : ip + "@" + vlanId;
  }
}
