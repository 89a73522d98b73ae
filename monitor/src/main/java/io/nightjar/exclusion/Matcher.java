package io.nightjar.exclusion;

import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.alert.FlowFacts;
import io.nightjar.net.IpAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exclusions made ready to be asked; never changed. Asking about a finding of a flow allocates
 * nothing, and costs little that grows with how many there are.
 */
final class Matcher {
  private static final String WILDCARD = "*.";
  private static final int HOST_BITS = 128;

  private final List<Rule> rules;
  private final AddressIndex hosts;
  private final NameIndex domains;
  private final NameIndex domainsBelow;
  private final NameIndex certificates;
  private final InstantSource clock;

  Matcher(List<Rule> rules, InstantSource clock) {
    this.rules = List.copyOf(rules);
    this.clock = clock;
    hosts = new AddressIndex(of(rules, Kind.HOST));
    Map<String, List<Rule>> whole = new LinkedHashMap<>();
    Map<String, List<Rule>> below = new LinkedHashMap<>();
    for (Rule rule : of(rules, Kind.DOMAIN)) {
      String name = rule.exclusion().subject();
      if (name.startsWith(WILDCARD)) {
        add(below, name.substring(WILDCARD.length()), rule);
      } else {
        add(whole, name, rule);
      }
    }
    domains = new NameIndex(whole);
    domainsBelow = new NameIndex(below);
    Map<String, List<Rule>> subjects = new LinkedHashMap<>();
    of(rules, Kind.CERTIFICATE).forEach(rule -> add(subjects, rule.exclusion().subject(), rule));
    certificates = new NameIndex(subjects);
  }

  private static List<Rule> of(List<Rule> rules, Kind kind) {
    return rules.stream().filter(rule -> rule.exclusion().kind() == kind).toList();
  }

  private static void add(Map<String, List<Rule>> map, String name, Rule rule) {
    map.computeIfAbsent(name, _ -> new ArrayList<>()).add(rule);
  }

  List<Rule> rules() {
    return rules;
  }

  /** The first rule that excludes the finding; null for none. */
  @Nullable Rule match(Finding finding, @Nullable FlowFacts flow) {
    if (rules.isEmpty()) {
      return null;
    }
    IpAddress client = flow == null ? finding.attacker().orElse(null) : flow.client();
    IpAddress server = flow == null ? finding.victim().orElse(null) : flow.server();
    Rule found = hosts.isEmpty() ? null : ofHosts(finding, flow, client, server);
    if (found == null && flow != null && !flow.domain().isEmpty()) {
      found = ofDomain(finding, flow, client, server);
    }
    if (found == null && flow != null && !flow.certificate().isEmpty()) {
      found = met(certificates.find(flow.certificate()), finding, flow, client, server);
    }
    return found;
  }

  private @Nullable Rule ofHosts(
      Finding finding,
      @Nullable FlowFacts flow,
      @Nullable IpAddress client,
      @Nullable IpAddress server) {
    Rule found = ofHost(finding, flow, client, server, HOST_BITS);
    if (found == null) {
      found = ofHost(finding, flow, server, client, HOST_BITS);
    }
    return found == null && flow == null ? ofSubject(finding, client, server) : found;
  }

  /** What an alert of a host or a network is about need not be one of the ends. */
  private @Nullable Rule ofSubject(
      Finding finding, @Nullable IpAddress client, @Nullable IpAddress server) {
    Entity entity = finding.type().entity();
    if (entity != Entity.HOST && entity != Entity.NETWORK) {
      return null;
    }
    Subject subject = Subject.of(finding.subject());
    if (subject == null) {
      return null;
    }
    IpAddress other = subject.address().equals(client) ? server : client;
    return ofHost(finding, null, subject.address(), other, subject.length());
  }

  /**
   * By the networks an end is in.
   *
   * @param longest the longest of them, in bits of 128
   */
  private @Nullable Rule ofHost(
      Finding finding,
      @Nullable FlowFacts flow,
      @Nullable IpAddress end,
      @Nullable IpAddress other,
      int longest) {
    if (end == null) {
      return null;
    }
    for (int length : hosts.lengths()) {
      Rule found =
          length <= longest ? met(hosts.find(end, length), finding, flow, other, null) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Rule ofDomain(
      Finding finding, FlowFacts flow, @Nullable IpAddress client, @Nullable IpAddress server) {
    String name = flow.domain();
    Rule found = met(domains.find(name), finding, flow, client, server);
    if (found != null || domainsBelow.isEmpty()) {
      return found;
    }
    int hash = 0;
    int power = 1;
    for (int i = name.length() - 1; i > 0 && found == null; i--) {
      hash += NameIndex.lower(name.charAt(i)) * power;
      power *= NameIndex.FACTOR;
      if (name.charAt(i - 1) == '.') {
        found = met(domainsBelow.at(name, i, hash), finding, flow, client, server);
      }
    }
    return found;
  }

  private @Nullable Rule met(
      Rule @Nullable [] candidates,
      Finding finding,
      @Nullable FlowFacts flow,
      @Nullable IpAddress other,
      @Nullable IpAddress another) {
    if (candidates == null) {
      return null;
    }
    long now = clock.millis();
    for (Rule rule : candidates) {
      if (rule.isMet(finding, flow, other, another, now)) {
        return rule;
      }
    }
    return null;
  }
}
