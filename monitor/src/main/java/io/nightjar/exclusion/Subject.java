package io.nightjar.exclusion;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * The host or network an alert is about.
 *
 * @param length of the network, in bits of 128
 */
record Subject(IpAddress address, int length) {
  /**
   * As alerts write it: an address or a network in CIDR form, with what else after a blank or @.
   */
  static @Nullable Subject of(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '@') {
      end++;
    }
    try {
      Prefix network = Prefix.parse(text.substring(0, end));
      return new Subject(network.address(), network.length());
    } catch (IllegalArgumentException _) {
      return null; // alerts of such entities may be about something without an address
    }
  }
}
