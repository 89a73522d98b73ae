package io.nightjar.schema;

import static io.nightjar.schema.Column.bool;
import static io.nightjar.schema.Column.number;
import static io.nightjar.schema.Column.text;
import static io.nightjar.schema.Column.texts;
import static io.nightjar.schema.Column.time;
import static io.nightjar.schema.Column.word;

import io.nightjar.schema.Table.Keep;
import io.nightjar.schema.Table.Layout;
import java.util.List;

/** Tables of what was found out rather than measured, beside {@code alerts}. */
final class Findings {
  static final Table ASSETS =
      new Table(
          "assets",
          "Devices that were ever seen, the latest row of each asset: read it with FINAL",
          List.of(
              text("asset", "MAC address, or IP address where the MAC is a router's"),
              time("updated", "When the row was written, UTC; the latest counts"),
              word("probe", "Name of the monitor that knows it"),
              text("mac", "MAC address, empty when unknown"),
              Column.of("ips", "Array(String)", "ZSTD(1)", "Addresses it had"),
              text("name", "Best known name"),
              word("manufacturer", "By the MAC address"),
              word("device_type", "router, phone, printer, ... ; empty when unknown"),
              word("operating_system", "Empty when unknown"),
              number("vlan_id", "UInt16", "VLAN it was last seen on, 0 for none"),
              time("first_seen", "First packet, UTC"),
              time("last_seen", "Latest packet, UTC"),
              text("ip", "Address it was last seen with, empty when none is known"),
              texts("names", "Names by source, as source: name; each source's latest"),
              texts("services", "Ports it answered on, services it announced"),
              word("interface", "Network interface, or capture file, it was last seen on"),
              texts("interfaces", "Those it was ever seen on"),
              bool("is_router", "Whether others send from its MAC: they are assets by address"),
              text("switch_port", "Where it is plugged in, empty when unknown")),
          new Layout("ReplacingMergeTree(updated)", "", "asset, probe", "cityHash64(asset)"),
          List.of(),
          List.of(),
          Keep.FOREVER);

  private Findings() {}
}
