package io.nightjar.blocklist;

import io.nightjar.blocklist.Indicator.Wrong;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.net.IDN;
import java.util.Locale;

/**
 * Tells what one word of a list is: an address with or without a port, a network, a range, a
 * domain, a URL, a fingerprint or an autonomous system. No regular expression: each character is
 * looked at a bounded number of times.
 */
final class IndicatorText {
  private static final int MOST_TEXT = 2_048;
  private static final int MOST_NAME = 253;
  private static final int MOST_LABEL = 63;
  private static final int MD5 = 32;
  private static final int SHA1 = 40;
  private static final int SHA256 = 64;
  private static final int JA4 = 36;
  private static final long MOST_SYSTEM = 0xffff_ffffL;

  private IndicatorText() {}

  /**
   * What the word is.
   *
   * @param isExact whether a domain stands for itself alone
   */
  static Indicator read(String word, boolean isExact) {
    String text = unwrapped(word);
    if (text.isEmpty()) {
      return new Wrong("empty");
    }
    if (text.length() > MOST_TEXT) {
      return new Wrong("longer than " + MOST_TEXT + " characters");
    }
    if (text.startsWith("/")) {
      return new Wrong("a path without a host, which every site may have");
    }
    int scheme = text.indexOf("://");
    if (scheme > 0) {
      return url(text);
    }
    if (isFingerprint(text)) {
      return new Indicator.Fingerprint(text.replace(":", "").toLowerCase(Locale.ROOT));
    }
    char first = text.charAt(0);
    if (isDigit(first) || text.indexOf(':') >= 0) {
      Indicator network = network(text);
      if (!(network instanceof Wrong) || !mayBeName(text)) {
        return network;
      }
    }
    if (isSystem(text)) {
      return new Indicator.AutonomousSystem(Long.parseLong(text.substring(2)));
    }
    return text.indexOf('/') > 0 ? url(text) : domain(text, isExact);
  }

  /** Without the signs of ad blockers ({@code ||name^}) and quotes. */
  private static String unwrapped(String word) {
    String text = word.strip();
    if (text.startsWith("||")) {
      int end = text.indexOf('^');
      text = text.substring(2, end < 0 ? text.length() : end);
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return text;
  }

  private static boolean isSystem(String text) {
    if (text.length() < 3 || text.length() > 12 || !text.regionMatches(true, 0, "AS", 0, 2)) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return Long.parseLong(text.substring(2)) <= MOST_SYSTEM;
  }

  /** Hexadecimal of the length of a hash, or the shape of JA4. */
  private static boolean isFingerprint(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (isHex(each)) {
        digits++;
      } else if (each != ':' || i % 3 != 2) {
        return isJa4(text);
      }
    }
    boolean isWhole = digits == text.length() || text.length() == digits / 2 * 3 - 1;
    return isWhole && (digits == MD5 || digits == SHA1 || digits == SHA256);
  }

  /** {@code t13d1516h2_8daaf6152771_e5627efa2ab1}. */
  private static boolean isJa4(String text) {
    if (text.length() != JA4 || text.charAt(10) != '_' || text.charAt(23) != '_') {
      return false;
    }
    char transport = Character.toLowerCase(text.charAt(0));
    for (int i = 11; i < JA4; i++) {
      if (i != 23 && !isHex(text.charAt(i))) {
        return false;
      }
    }
    return transport == 't' || transport == 'q' || transport == 'd';
  }

  private static boolean isHex(char each) {
    return isDigit(each) || (each >= 'a' && each <= 'f') || (each >= 'A' && each <= 'F');
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  /** Of what begins with a digit or has a colon, and is no network. */
  private static boolean mayBeName(String text) {
    int slash = text.indexOf('/');
    if (slash > 0 && !isNumber(text, slash + 1)) {
      return true;
    }
    int colon = text.indexOf(':');
    String host = slash > 0 ? text.substring(0, slash) : text;
    host = colon > 0 && colon < host.length() ? host.substring(0, colon) : host;
    return host.indexOf('.') > 0 && !endsInNumber(host);
  }

  private static boolean isNumber(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at == text.length();
  }

  /** Whether the last label has digits only, as of an address. */
  private static boolean endsInNumber(String name) {
    int at = name.length() - 1;
    while (at >= 0 && isDigit(name.charAt(at))) {
      at--;
    }
    return at < 0 || (at < name.length() - 1 && name.charAt(at) == '.');
  }

  private static Indicator network(String text) {
    int dash = text.indexOf('-');
    try {
      if (dash > 0) {
        return span(text.substring(0, dash), text.substring(dash + 1));
      }
      return new Indicator.Network(Prefix.parse(withoutPort(text)));
    } catch (IllegalArgumentException _) {
      return new Wrong("no address, network or range");
    }
  }

  /** A range of addresses. */
  static Indicator span(String first, String last) {
    IpAddress from = IpAddress.parse(first);
    IpAddress to = IpAddress.parse(last);
    if (from.isV4() != to.isV4() || from.compareTo(to) > 0) {
      return new Wrong("a range that ends before it begins");
    }
    return new Indicator.Span(from, to);
  }

  private static String withoutPort(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    boolean isV4 = colon > 0 && colon == text.lastIndexOf(':') && text.indexOf('.') < colon;
    return isV4 && text.indexOf('.') >= 0 && isPort(text, colon) ? text.substring(0, colon) : text;
  }

  private static boolean isPort(String text, int colon) {
    int length = text.length() - colon - 1;
    for (int i = colon + 1; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return length > 0 && length <= 5;
  }

  /** What a URL is: of a whole host, that host. */
  private static Indicator url(String text) {
    String host = UrlParts.host(text);
    if (host.isEmpty()) {
      return new Wrong("a URL without a host");
    }
    Indicator ofHost = isAddress(host) ? network(host) : domain(host, true);
    return ofHost instanceof Wrong || !UrlParts.hasPath(text)
        ? ofHost
        : new Indicator.Url(withAsciiHost(text, host, ofHost));
  }

  private static String withAsciiHost(String text, String host, Indicator ofHost) {
    return ofHost instanceof Indicator.Domain(String name, _) && !name.equalsIgnoreCase(host)
        ? text.replace(host, name)
        : text;
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || endsInNumber(host);
  }

  private static Indicator domain(String text, boolean isExact) {
    String name = text;
    boolean isSuffix = name.startsWith("*.") || name.startsWith(".");
    if (isSuffix) {
      name = name.substring(name.indexOf('.') + 1);
    }
    int colon = name.indexOf(':');
    if (colon > 0 && isPort(name, colon)) {
      name = name.substring(0, colon);
    }
    name = ascii(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    String problem = problem(name);
    return problem.isEmpty()
        ? new Indicator.Domain(name, isExact && !isSuffix)
        : new Wrong(problem);
  }

  /** Lower case and A-labels (RFC 5890); empty where there are none. */
  static String ascii(String name) {
    boolean isAscii = name.chars().allMatch(each -> each < 0x80);
    try {
      return (isAscii ? name : IDN.toASCII(name)).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static String problem(String name) {
    if (name.isEmpty() || name.length() > MOST_NAME) {
      return "no address, domain, URL or fingerprint";
    }
    int label = 0;
    for (int i = 0; i <= name.length(); i++) {
      char each = i == name.length() ? '.' : name.charAt(i);
      if (each == '.') {
        if (label == 0 || label > MOST_LABEL) {
          return "no domain: a label of " + label + " characters";
        }
        label = 0;
      } else if (isDigit(each) || (each >= 'a' && each <= 'z') || each == '-' || each == '_') {
        label++;
      } else {
        return "no address, domain, URL or fingerprint";
      }
    }
    return endsInNumber(name) ? "no address, and no domain ends in a number" : "";
  }
}
