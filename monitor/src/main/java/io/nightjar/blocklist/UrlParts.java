package io.nightjar.blocklist;

/**
 * Where the parts of a URL stand, told without an object: scheme, user and password, the usual
 * ports, a dot behind the host and the fragment are left out. The scheme may be missing.
 */
final class UrlParts {
  private static final String[] USUAL_PORTS = {":80", ":443"};

  private UrlParts() {}

  /** Where the scheme ends; 0 without one. */
  static int schemeEnd(CharSequence url) {
    int at = 0;
    for (int i = 0; i + 2 < url.length() && isOfScheme(url.charAt(i)); i++) {
      if (url.charAt(i + 1) == ':' && url.charAt(i + 2) == '/') {
        at = Math.min(i + 4, url.length());
      }
    }
    return at;
  }

  /** Where the host begins. */
  static int hostStart(CharSequence url) {
    int at = schemeEnd(url);
    int end = authorityEnd(url, at);
    for (int i = end - 1; i >= at; i--) {
      if (url.charAt(i) == '@') {
        return i + 1;
      }
    }
    return at;
  }

  private static boolean isOfScheme(char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
  }

  /** Where host and port end, and the path begins. */
  static int authorityEnd(CharSequence url, int start) {
    int at = start;
    while (at < url.length() && !isDelimiter(url.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDelimiter(char each) {
    return each == '/' || each == '?' || each == '#';
  }

  /** Where what counts of host and port ends. */
  static int hostEnd(CharSequence url, int start, int authorityEnd) {
    int end = authorityEnd;
    for (String port : USUAL_PORTS) {
      if (endsWith(url, start, authorityEnd, port)) {
        end = authorityEnd - port.length();
      }
    }
    return end > start && url.charAt(end - 1) == '.' ? end - 1 : end;
  }

  /** Whether what stands from the colon to the end is a usual port. */
  static boolean isUsualPort(CharSequence url, int colon, int end) {
    for (String port : USUAL_PORTS) {
      if (end - colon == port.length() && endsWith(url, colon, end, port)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(CharSequence url, int start, int end, String suffix) {
    int from = end - suffix.length();
    if (from < start) {
      return false;
    }
    for (int i = 0; i < suffix.length(); i++) {
      if (url.charAt(from + i) != suffix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where path and query end. */
  static int pathEnd(CharSequence url, int authorityEnd) {
    int at = authorityEnd;
    while (at < url.length() && url.charAt(at) != '#') {
      at++;
    }
    return at;
  }

  /** The host without its port. */
  static String host(CharSequence url) {
    int start = hostStart(url);
    int end = hostEnd(url, start, authorityEnd(url, start));
    String host = url.subSequence(start, end).toString();
    if (host.startsWith("[")) {
      return host.substring(1, Math.max(1, host.indexOf(']')));
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** Whether there is more than the root of a host. */
  static boolean hasPath(CharSequence url) {
    int start = authorityEnd(url, hostStart(url));
    int end = pathEnd(url, start);
    return end - start > 1 || (end - start == 1 && url.charAt(start) == '?');
  }
}
