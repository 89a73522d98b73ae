package io.nightjar.probe;

/** A host with a port. */
record HostPort(String host, int port) {
  private static final int MOST = 65_535;

  /**
   * Reads {@code host:port}, {@code 192.0.2.7:22} or {@code [2001:db8::7]:22}.
   *
   * @param usualPort where there is none; 0 when there must be one
   * @throws IllegalArgumentException saying what is wrong
   */
  static HostPort parse(String text, int usualPort) {
    String stripped = text.strip();
    int colon = stripped.lastIndexOf(':');
    boolean isBare = colon < 0 || stripped.endsWith("]") || HostName.isAddress(stripped);
    if (isBare && usualPort == 0) {
      throw new IllegalArgumentException(
          "'" + HostName.shown(text) + "' has no port: pass host:port, like 192.0.2.7:22");
    }
    String host = isBare ? stripped : stripped.substring(0, colon);
    int port = isBare ? usualPort : port(stripped.substring(colon + 1), text);
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    return new HostPort(
        HostName.parse(isBracketed ? host.substring(1, host.length() - 1) : host), port);
  }

  private static int port(String digits, String text) {
    if (digits.matches("\\d{1,5}")) {
      int port = Integer.parseInt(digits);
      if (port > 0 && port <= MOST) {
        return port;
      }
    }
    throw new IllegalArgumentException(
        "'" + HostName.shown(text) + "': a port is a number from 1 to 65535");
  }

  @Override
  public String toString() {
    return bracketed(host) + ":" + port;
  }

  /** An IPv6 address in brackets, anything else as it is. */
  static String bracketed(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
