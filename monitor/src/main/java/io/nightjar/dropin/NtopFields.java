package io.nightjar.dropin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hosts, flows, devices and groups under the names ntopng's Lua interface has for their fields. */
final class NtopFields {
  private static final long MILLIS = 1_000;

  private NtopFields() {}

  static Map<String, @Nullable Object> host(Row host) {
    Map<String, @Nullable Object> fields = traffic(host);
    fields.put("ip", host.get("ip"));
    fields.put("name", host.get("name"));
    fields.put("vlan", host.get("vlan_id"));
    fields.put("mac", host.get("mac"));
    fields.put("mac.address", host.get("mac"));
    fields.put("manufacturer", host.get("manufacturer"));
    fields.put("country", host.get("country"));
    fields.put("asn", host.get("asn"));
    fields.put("asname", host.get("asn_name"));
    fields.put("os", host.get("os"));
    fields.put("device_type", host.get("device_type"));
    fields.put("localhost", host.get("is_local"));
    fields.put("privatehost", host.text("scope").equals("private"));
    fields.put("is_blacklisted", false);
    fields.put("num_alerts", 0);
    fields.put("score", host.get("score"));
    fields.put("active_flows.as_client", host.get("active_flows_as_client"));
    fields.put("active_flows.as_server", host.get("active_flows_as_server"));
    fields.put("total_flows.as_client", host.get("total_flows_as_client"));
    fields.put("total_flows.as_server", host.get("total_flows_as_server"));
    fields.put("alerted_flows.total", host.get("alerted_flows"));
    fields.put("packets.sent", host.get("packets_sent"));
    fields.put("packets.rcvd", host.get("packets_received"));
    fields.put("throughput_bps", host.get("throughput_bps"));
    fields.put("throughput_pps", host.get("packets_per_second"));
    fields.put("seen.first", host.get("seen_first"));
    fields.put("seen.last", host.get("seen_last"));
    return fields;
  }

  static Map<String, @Nullable Object> flow(Row flow) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("hash_entry_id", flow.get("flow_id"));
    fields.put("cli.ip", flow.get("client_ip"));
    fields.put("cli.port", flow.get("client_port"));
    fields.put("cli.country", flow.get("client_country"));
    fields.put("srv.ip", flow.get("server_ip"));
    fields.put("srv.port", flow.get("server_port"));
    fields.put("srv.country", flow.get("server_country"));
    fields.put("proto.l4", flow.get("l4_proto"));
    fields.put("proto.ndpi", flow.get("l7_app"));
    fields.put("info", flow.get("domain_name"));
    long sent = flow.number("bytes_client_to_server");
    long received = flow.number("bytes_server_to_client");
    fields.put("bytes", sent + received);
    fields.put("bytes.cli2srv", sent);
    fields.put("bytes.srv2cli", received);
    fields.put("packets", flow.get("packets"));
    fields.put("duration", flow.number("duration_ms") / MILLIS);
    fields.put("flow_score", flow.get("score"));
    fields.put("score", Map.of("flow_score", flow.number("score")));
    fields.put("flow.alerted", flow.number("score") > 0);
    fields.put("seen.last", flow.get("last_seen"));
    return fields;
  }

  static Map<String, @Nullable Object> device(Row device) {
    Map<String, @Nullable Object> fields = traffic(device);
    fields.put("mac", device.get("mac"));
    fields.put("manufacturer", device.get("manufacturer"));
    fields.put("packets.sent", device.get("packets_sent"));
    fields.put("packets.rcvd", device.get("packets_received"));
    fields.put("throughput_bps", device.get("throughput_bps"));
    fields.put("num_hosts", hosts(device.get("ip_addresses")));
    fields.put("pool", 0);
    fields.put("devtype", 0);
    fields.put("seen.first", device.get("seen_first"));
    fields.put("seen.last", device.get("seen_last"));
    return fields;
  }

  private static long hosts(@Nullable Object addresses) {
    return switch (addresses) {
      case List<?> list -> list.size();
      case Number number -> number.longValue();
      case null, default -> 0;
    };
  }

  /** A country or a network. */
  static Map<String, @Nullable Object> group(Row group) {
    Map<String, @Nullable Object> fields = traffic(group);
    fields.put("num_hosts", group.get("hosts"));
    fields.put("score", group.get("score"));
    fields.put("throughput_bps", group.get("throughput_bps"));
    fields.put("active_flows", group.get("active_flows"));
    fields.put("seen.first", group.get("first_seen"));
    fields.put("seen.last", group.get("last_seen"));
    return fields;
  }

  private static Map<String, @Nullable Object> traffic(Row of) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("bytes", of.number("bytes_sent") + of.number("bytes_received"));
    fields.put("bytes.sent", of.get("bytes_sent"));
    fields.put("bytes.rcvd", of.get("bytes_received"));
    return fields;
  }
}
