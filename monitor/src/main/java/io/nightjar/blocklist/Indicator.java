package io.nightjar.blocklist;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;

/** What an entry of a list holds, in one spelling; or why it holds nothing. */
sealed interface Indicator {
  /** An address or a network. */
  record Network(Prefix prefix) implements Indicator {}

  /** All addresses from the first to the last, both of one family. */
  record Span(IpAddress first, IpAddress last) implements Indicator {}

  /**
   * A domain.
   *
   * @param name lower case, A-labels, no dot at its ends
   * @param isExact whether names below it are not meant
   */
  record Domain(String name, boolean isExact) implements Indicator {}

  /** A URL with a path, as it was written. */
  record Url(String text) implements Indicator {}

  /** A certificate's hash, JA3 or JA4: lower case, no colons. */
  record Fingerprint(String text) implements Indicator {}

  /** An autonomous system. */
  record AutonomousSystem(long number) implements Indicator {}

  /** A country: two upper-case letters. */
  record Country(String code) implements Indicator {}

  /** Nothing of the kind. */
  record Wrong(String reason) implements Indicator {}
}
