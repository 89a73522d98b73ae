package io.nightjar.blocklist;

import io.nightjar.alert.AlertType;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the lists about flows: once when a flow is detected, once when it is settled and more is
 * known. Safe from several threads; allocates nothing for a flow that no list warns of.
 *
 * <p>A listed address of a local host is no alert of the flow but one of the host. A listed client
 * is told of once it was answered, or once the flow is settled.
 */
public final class FlowReputation {
  /** Told of a local host in a list. */
  interface OnLocalHost {
    void found(IpAddress address, Listed listed, Instant time);
  }

  private final Supplier<Reputation> lists;
  private final BiConsumer<Listed, AlertType> onHit;
  private final OnLocalHost onLocalHost;

  /** Asks the lists of each moment. */
  FlowReputation(
      Supplier<Reputation> lists, BiConsumer<Listed, AlertType> onHit, OnLocalHost onLocalHost) {
    this.lists = lists;
    this.onHit = onHit;
    this.onLocalHost = onLocalHost;
  }

  /**
   * What lists warn of; empty for nothing. An address, and each kind of fact, is told once.
   *
   * @param before keys of alerts the flow already has: they are neither told nor counted again
   * @param time when the flow was so
   */
  public List<FlowHit> of(FlowFacts flow, List<String> before, Instant time) {
    Reputation reputation = lists.get();
    if (!isAnythingListed(reputation, flow)) {
      return List.of();
    }
    Hits hits = new Hits(flow, before);
    addresses(reputation, hits, time);
    names(reputation, hits);
    fingerprints(reputation, hits);
    origins(reputation, hits);
    return hits.list();
  }

  private static boolean isAnythingListed(Reputation lists, FlowFacts flow) {
    return lists.size() > 0
        && (lists.address(flow.client()) != null
            || lists.address(flow.server()) != null
            || (!flow.domain().isEmpty() && lists.domain(flow.domain()) != null)
            || (!flow.url().isEmpty() && lists.url(flow.url()) != null)
            || isFingerprintListed(lists, flow.certificate())
            || isFingerprintListed(lists, flow.ja4())
            || isFingerprintListed(lists, flow.ja3())
            || lists.system(flow.clientAsn()) != null
            || lists.system(flow.serverAsn()) != null
            || lists.country(flow.clientCountry()) != null
            || lists.country(flow.serverCountry()) != null);
  }

  private static boolean isFingerprintListed(Reputation lists, String text) {
    return !text.isEmpty() && lists.fingerprint(text) != null;
  }

  private void addresses(Reputation reputation, Hits hits, Instant time) {
    FlowFacts flow = hits.flow;
    IpAddress client = flow.client();
    IpAddress server = flow.server();
    Listed ofClient = reputation.address(client);
    Listed ofServer = reputation.address(server);
    if (ofClient != null && flow.isClientLocal()) {
      onLocalHost.found(client, ofClient, time);
    } else if (ofClient != null && (flow.isAnswered() || flow.isSettled())) {
      AlertType type =
          flow.isAnswered() ? BlocklistAlerts.CLIENT_CONTACT : BlocklistAlerts.CLIENT_UNANSWERED;
      hits.add(type, "client_ip", client.toString(), ofClient);
    }
    if (ofServer != null && flow.isServerLocal()) {
      onLocalHost.found(server, ofServer, time);
    } else if (ofServer != null) {
      hits.add(BlocklistAlerts.SERVER_CONTACT, "server_ip", server.toString(), ofServer);
    }
  }

  private void names(Reputation reputation, Hits hits) {
    FlowFacts flow = hits.flow;
    if (!flow.domain().isEmpty()) {
      hits.add(
          BlocklistAlerts.DOMAIN, "domain_name", flow.domain(), reputation.domain(flow.domain()));
    }
    if (!flow.url().isEmpty()) {
      hits.add(BlocklistAlerts.URL, "http_url", flow.url(), reputation.url(flow.url()));
    }
  }

  private void fingerprints(Reputation reputation, Hits hits) {
    FlowFacts flow = hits.flow;
    String hash = flow.certificate();
    if (!hash.isEmpty()) {
      hits.add(BlocklistAlerts.CERTIFICATE, "certificate_hash", hash, reputation.fingerprint(hash));
    }
    Listed ofJa4 = flow.ja4().isEmpty() ? null : reputation.fingerprint(flow.ja4());
    Listed ofJa3 = flow.ja3().isEmpty() ? null : reputation.fingerprint(flow.ja3());
    if (ofJa4 != null) {
      hits.add(BlocklistAlerts.FINGERPRINT, "ja4", flow.ja4(), ofJa4);
    } else if (ofJa3 != null) {
      hits.add(BlocklistAlerts.FINGERPRINT, "ja3", flow.ja3(), ofJa3);
    }
  }

  private void origins(Reputation reputation, Hits hits) {
    FlowFacts flow = hits.flow;
    Listed serverSystem = flow.serverAsn() == 0 ? null : reputation.system(flow.serverAsn());
    Listed clientSystem = flow.clientAsn() == 0 ? null : reputation.system(flow.clientAsn());
    if (serverSystem != null) {
      hits.add(BlocklistAlerts.SYSTEM, "server_asn", "AS" + flow.serverAsn(), serverSystem);
    } else if (clientSystem != null) {
      hits.add(BlocklistAlerts.SYSTEM, "client_asn", "AS" + flow.clientAsn(), clientSystem);
    }
    String ofServer = flow.serverCountry();
    String ofClient = flow.clientCountry();
    Listed serverCountry = ofServer.isEmpty() ? null : reputation.country(ofServer);
    Listed clientCountry = ofClient.isEmpty() ? null : reputation.country(ofClient);
    if (serverCountry != null) {
      hits.add(BlocklistAlerts.COUNTRY, "server_country", ofServer, serverCountry);
    } else if (clientCountry != null) {
      hits.add(BlocklistAlerts.COUNTRY, "client_country", ofClient, clientCountry);
    }
  }

  /** What was found of one flow. */
  private final class Hits {
    private final FlowFacts flow;
    private final List<String> before;
    private @Nullable List<FlowHit> found;

    Hits(FlowFacts flow, List<String> before) {
      this.flow = flow;
      this.before = before;
    }

    void add(AlertType type, String fact, String value, @Nullable Listed listed) {
      if (listed == null || before.contains(type.key())) {
        return;
      }
      int score = listed.threat().bounded(type.score());
      AlertType scored = score == type.score() ? type : BlocklistAlerts.scored(type, score);
      List<FlowHit> hits = found == null ? new ArrayList<>(2) : found;
      hits.add(new FlowHit(scored, fact, value, listed));
      found = hits;
      onHit.accept(listed, scored);
    }

    List<FlowHit> list() {
      return found == null ? List.of() : found;
    }
  }
}
