package io.nightjar.probe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URL that may be probed.
 *
 * @param path with the query
 */
record HttpUrl(boolean isTls, String host, int port, String path) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int LONGEST = 2_048;

  /**
   * Reads an absolute URL.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static HttpUrl parse(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST) {
      throw new IllegalArgumentException("a URL has at most " + LONGEST + " characters");
    }
    return of(uri(stripped));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException(
          "'" + HostName.shown(text) + "' is no URL, like https://www.example.org/health");
    }
  }

  private static HttpUrl of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "'" + HostName.shown(uri.toString()) + "': only http:// and https:// are probed");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a URL with a user or password is refused: they would be kept and shown");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("'" + HostName.shown(uri.toString()) + "' names no host");
    }
    boolean isTls = scheme.equals("https");
    int usual = isTls ? HTTPS_PORT : HTTP_PORT;
    HostPort at =
        HostPort.parse(uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort()), usual);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new HttpUrl(isTls, at.host(), at.port(), ascii(path + query));
  }

  /** What a request line may hold. */
  private static String ascii(String path) {
    if (!path.matches("[!-~]*")) {
      throw new IllegalArgumentException("a URL's path holds printable ASCII alone: encode it");
    }
    return path;
  }

  /** Where a redirect from here leads. */
  HttpUrl resolve(String location) {
    return of(uri(toString()).resolve(uri(location.strip())));
  }

  /** The name of the server in a request: with the port where it is not the usual one. */
  String authority() {
    boolean isUsual = port == (isTls ? HTTPS_PORT : HTTP_PORT);
    return HostPort.bracketed(host) + (isUsual ? "" : ":" + port);
  }

  @Override
  public String toString() {
    return (isTls ? "https://" : "http://") + authority() + path;
  }
}
