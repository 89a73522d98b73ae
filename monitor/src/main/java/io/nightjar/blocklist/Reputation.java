package io.nightjar.blocklist;

import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all lists say at one moment; what a list allows is never warned of. Immutable; safe from
 * several threads. A look-up that finds nothing allocates nothing.
 */
public final class Reputation {
  /** Knows nothing. */
  public static final Reputation NONE =
      new Reputation(
          new IndexBuilder(new Keys(0), 0).build(), new IndexBuilder(new Keys(0), 0).build());

  private final IndicatorIndex blocked;
  private final IndicatorIndex allowed;

  Reputation(IndicatorIndex blocked, IndicatorIndex allowed) {
    this.blocked = blocked;
    this.allowed = allowed;
  }

  /** Entries of block lists. */
  public int size() {
    return blocked.size();
  }

  /** Who warns of the address; null for nobody. */
  public @Nullable Listed address(IpAddress address) {
    Listed found = blocked.address(address);
    return found != null && allowed.address(address) == null ? found : null;
  }

  /** Who warns of the domain, or of one above it; null for nobody. */
  public @Nullable Listed domain(String name) {
    Listed found = blocked.domain(name);
    return found != null && allowed.domain(name) == null ? found : null;
  }

  /** Who warns of the URL, with or without its scheme, or of a directory it is in. */
  public @Nullable Listed url(String url) {
    Listed found = blocked.url(url);
    return found != null && allowed.url(url) == null && !isHostAllowed(url) ? found : null;
  }

  private boolean isHostAllowed(String url) {
    String host = UrlParts.host(url);
    try {
      return allowed.address(IpAddress.parse(host)) != null;
    } catch (IllegalArgumentException _) {
      return allowed.domain(host) != null;
    }
  }

  /** Who warns of the fingerprint: SHA-1, SHA-256 or MD5 of a certificate, JA3, JA4. */
  public @Nullable Listed fingerprint(CharSequence text) {
    Listed found = blocked.fingerprint(text);
    return found != null && allowed.fingerprint(text) == null ? found : null;
  }

  /** Who warns of the autonomous system. */
  public @Nullable Listed system(long number) {
    Listed found = blocked.system(number);
    return found != null && allowed.system(number) == null ? found : null;
  }

  /** Who warns of the country of this code. */
  public @Nullable Listed country(CharSequence code) {
    Listed found = blocked.country(code);
    return found != null && allowed.country(code) == null ? found : null;
  }

  /**
   * Every list that holds something.
   *
   * @param kind what it was taken for: address, domain, url, fingerprint or asn
   * @param allowing lists that allow it, so that it is not warned of
   */
  public record Verdict(String kind, List<Match> warning, List<Match> allowing) {
    /** Whether somebody warns, and nobody allows. */
    public boolean isBlocked() {
      return !warning.isEmpty() && allowing.isEmpty();
    }
  }

  /**
   * All lists that hold this.
   *
   * @param text an address, a domain, a URL, a fingerprint or an autonomous system
   * @throws IllegalArgumentException when it is none of these; the message says so
   */
  public Verdict verdict(String text) {
    return switch (IndicatorText.read(text, true)) {
      case Indicator.Network(var prefix) when prefix.length() == 128 ->
          new Verdict(
              "address", blocked.addresses(prefix.address()), allowed.addresses(prefix.address()));
      case Indicator.Domain(String name, _) ->
          new Verdict("domain", blocked.domains(name), allowed.domains(name));
      case Indicator.Url(String url) -> new Verdict("url", urls(url), allowingUrl(url));
      case Indicator.Fingerprint(String hash) ->
          new Verdict("fingerprint", blocked.fingerprints(hash), allowed.fingerprints(hash));
      case Indicator.AutonomousSystem(long number) ->
          new Verdict("asn", blocked.systems(number), allowed.systems(number));
      case Indicator.Wrong(String reason) -> throw new IllegalArgumentException(reason);
      case Indicator.Network _, Indicator.Span _, Indicator.Country _ ->
          throw new IllegalArgumentException("no single address, domain, URL or fingerprint");
    };
  }

  private List<Match> urls(String url) {
    List<Match> matches = new ArrayList<>(blocked.urls(url));
    matches.addAll(hosts(blocked, url));
    return matches;
  }

  private List<Match> allowingUrl(String url) {
    List<Match> matches = new ArrayList<>(allowed.urls(url));
    matches.addAll(hosts(allowed, url));
    return matches;
  }

  private static List<Match> hosts(IndicatorIndex index, String url) {
    String host = UrlParts.host(url);
    try {
      return index.addresses(IpAddress.parse(host));
    } catch (IllegalArgumentException _) {
      return index.domains(host);
    }
  }
}
