package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.host.Host;
import io.nightjar.host.HostFigures;
import io.nightjar.host.Throughput;
import io.nightjar.net.MacAddress;
import java.util.List;
import java.util.Locale;

/** Who a host is and how much it moves: what every answer about hosts begins with. */
final class HostIdentityFacts {
  /** A host, and where makers of network cards are looked up. */
  record Shown(HostFigures figures, LookupData lookup) {
    Host host() {
      return figures.host();
    }

    Throughput throughput() {
      return figures.throughput();
    }

    String manufacturer() {
      return host().origin().isLocal() ? lookup.vendors().of(new MacAddress(host().mac())) : "";
    }
  }

  static final List<Fact<Shown>> ALL =
      List.of(
          Fact.text("ip", "address", each -> each.host().ip().toString()),
          Fact.integer("vlan_id", "0 for none", each -> each.host().vlanId()),
          Fact.text(
              "mac",
              "link-layer source of its frames; a router's for remote hosts",
              each -> new MacAddress(each.host().mac()).toString()),
          Fact.text("manufacturer", "of a local host's network card", Shown::manufacturer),
          Fact.text(
              "scope",
              "private, public, multicast …",
              each -> each.host().origin().scope().name().toLowerCase(Locale.ROOT)),
          Fact.text(
              "country",
              "two letters; empty when not public or unknown",
              each -> each.host().origin().country()),
          Fact.integer("asn", "autonomous system, 0 unknown", each -> each.host().origin().asn()),
          Fact.text("asn_name", "its organisation", each -> each.host().origin().asnName()),
          Fact.bool("is_local", "in the local networks", each -> each.host().origin().isLocal()),
          Fact.integer("bytes_sent", "frame bytes", each -> each.host().amount().bytesSent()),
          Fact.integer(
              "bytes_received", "frame bytes", each -> each.host().amount().bytesReceived()));

  private HostIdentityFacts() {}
}
