package io.nightjar.blocklist;

import io.nightjar.blocklist.Indicator.Wrong;
import io.nightjar.net.AddressScope;
import io.nightjar.net.Prefix;

/**
 * What a list may hold. A list from elsewhere must not warn of a whole part of the Internet, of a
 * whole top-level domain, or of addresses that mean something else in every network; a list of
 * one's own may.
 *
 * @param isLocal whether it is one's own
 * @param isAllow whether it says what is never warned of; private addresses then do no harm
 */
record EntryRules(boolean isLocal, boolean isAllow) {
  private static final int V4_OFFSET = 96;
  private static final int LEAST_V4_BITS = 8;
  private static final int LEAST_V6_BITS = 19;

  /** No name of the public DNS (RFC 7686), so that all of it can be meant. */
  private static final String ONION = "onion";

  /** The indicator, or why the list may not hold it. */
  Indicator check(Indicator indicator) {
    if (isLocal) {
      return indicator;
    }
    return switch (indicator) {
      case Indicator.Network(Prefix prefix) -> check(prefix, indicator);
      case Indicator.Span span -> check(span);
      case Indicator.Domain(String name, _) when name.indexOf('.') < 0 && !name.equals(ONION) ->
          new Wrong("a whole top-level domain; only a list said to be local may hold it");
      case Indicator.Domain domain -> domain;
      case Indicator.Url url -> url;
      case Indicator.Fingerprint fingerprint -> fingerprint;
      case Indicator.AutonomousSystem system -> system;
      case Indicator.Country country -> country;
      case Wrong wrong -> wrong;
    };
  }

  private Indicator check(Indicator.Span span) {
    for (Prefix prefix : Spans.prefixes(span.first(), span.last())) {
      if (check(prefix, span) instanceof Wrong wrong) {
        return wrong;
      }
    }
    return span;
  }

  private Indicator check(Prefix prefix, Indicator whole) {
    boolean isV4 = prefix.address().isV4() && prefix.length() >= V4_OFFSET;
    if (isV4 ? prefix.length() - V4_OFFSET < LEAST_V4_BITS : prefix.length() < LEAST_V6_BITS) {
      return new Wrong("too wide a network; only a list said to be local may hold it");
    }
    return !isAllow && AddressScope.isAnySpecial(prefix)
        ? new Wrong("private or reserved; only a list said to be local may hold it")
        : whole;
  }
}
