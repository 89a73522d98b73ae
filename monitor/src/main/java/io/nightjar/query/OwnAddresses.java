package io.nightjar.query;

import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of this machine's network interfaces, as the system tells them. */
public final class OwnAddresses {
  private static final int IPV4_AS_IPV6_BITS = 96;

  /** What a row is. */
  public static final List<Column> COLUMNS =
      List.of(
          Column.text("interface", "of this machine"),
          Column.text("ip", "empty where the interface has none"),
          Column.text("network", "the address's, CIDR"),
          Column.text("mac", "empty where it has none"),
          Column.bool("is_up", "whether it is up"),
          Column.integer("mtu_bytes", "largest packet"));

  /** The addresses, by interface. */
  public Table list(Page page) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        rows.addAll(rows(each));
      }
    } catch (SocketException e) {
      notes.add("the system does not tell its interfaces");
    }
    return Tables.page(
        COLUMNS,
        rows.stream().skip(page.offset()).limit(page.limit()).toList(),
        rows.size(),
        page,
        Instant.now(),
        notes);
  }

  private static List<List<@Nullable Object>> rows(NetworkInterface each) throws SocketException {
    byte @Nullable [] hardware = each.getHardwareAddress();
    String mac = hardware == null || hardware.length != 6 ? "" : mac(hardware);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (InterfaceAddress address : each.getInterfaceAddresses()) {
      IpAddress ip = IpAddress.of(address.getAddress().getAddress());
      int bits = address.getNetworkPrefixLength() + (ip.isV4() ? IPV4_AS_IPV6_BITS : 0);
      String network = new Prefix(ip, Math.clamp(bits, 0, 128)).toString();
      rows.add(
          Arrays.asList(each.getName(), ip.toString(), network, mac, each.isUp(), each.getMTU()));
    }
    if (rows.isEmpty()) {
      rows.add(Arrays.asList(each.getName(), "", "", mac, each.isUp(), each.getMTU()));
    }
    return rows;
  }

  private static String mac(byte[] hardware) {
    long bits = 0;
    for (byte each : hardware) {
      bits = bits << 8 | (each & 0xff);
    }
    return new MacAddress(bits).toString();
  }
}
