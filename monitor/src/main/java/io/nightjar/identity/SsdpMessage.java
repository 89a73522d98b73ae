package io.nightjar.identity;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An SSDP message (UPnP Device Architecture 2.0, section 1): a request or answer as of HTTP in one
 * datagram, of which these lines tell who sent it.
 *
 * @param isSearch whether the sender looks for others: then only the user agent is its own
 * @param server {@code SERVER}: operating system, UPnP version, product; empty when absent
 * @param userAgent {@code USER-AGENT}, likewise of who searches
 * @param location {@code LOCATION}: where its description lies
 * @param target {@code ST} or {@code NT}: what it is, or what is searched
 */
record SsdpMessage(
    boolean isSearch, String server, String userAgent, String location, String target) {
  private static final int MAX_BYTES = 2048;
  private static final int MAX_LINES = 40;

  /** The message; null where it is none. */
  static @Nullable SsdpMessage read(MemorySegment bytes, long offset, int length) {
    ByteCursor all = new ByteCursor(bytes, offset, Math.min(length, MAX_BYTES));
    String text =
        new String(all.take(all.remaining()), java.nio.charset.StandardCharsets.ISO_8859_1);
    boolean isSearch = text.startsWith("M-SEARCH ");
    if (!isSearch && !text.startsWith("NOTIFY ") && !text.startsWith("HTTP/1.")) {
      return null;
    }
    String target = value(text, "st");
    return new SsdpMessage(
        isSearch,
        value(text, "server"),
        value(text, "user-agent"),
        value(text, "location"),
        target.isEmpty() ? value(text, "nt") : target);
  }

  private static String value(String text, String field) {
    int at = text.indexOf('\n') + 1;
    for (int i = 0; i < MAX_LINES && at > 0; i++) {
      int end = text.indexOf('\n', at);
      String line = end < 0 ? text.substring(at) : text.substring(at, end);
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(field)) {
        return NetworkText.clean(line.substring(colon + 1));
      }
      at = end + 1;
    }
    return "";
  }
}
