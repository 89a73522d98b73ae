package io.nightjar.history;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A ClickHouse server and who asks there.
 *
 * @param url scheme, host and port
 * @param reader who runs questions; the same as {@code writer} where there is one user only
 */
record Endpoint(String url, String database, User writer, User reader) {
  /** A name and its password. */
  record User(String name, String password) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The database where none is named. */
  static final String DATABASE = "nightjar";

  private static final int HTTP_PORT = 8123;
  private static final int HTTPS_PORT = 8443;

  /**
   * Parses {@code http[s]://[user[:password]@]host[:port][/database]}.
   *
   * @throws IllegalArgumentException when it is none; the message does not repeat the password
   */
  static Endpoint parse(String text) {
    try {
      URI uri = new URI(text);
      boolean secure = "https".equals(uri.getScheme());
      String database = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
      if ((!secure && !"http".equals(uri.getScheme()))
          || uri.getHost() == null
          || !database.matches("\\w*")) {
        throw malformed();
      }
      int defaultPort = secure ? HTTPS_PORT : HTTP_PORT;
      int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
      User user = user(uri.getRawUserInfo() == null ? "default" : uri.getRawUserInfo());
      return new Endpoint(
          uri.getScheme() + "://" + uri.getHost() + ":" + port,
          database.isEmpty() ? DATABASE : database,
          user,
          user);
    } catch (URISyntaxException _) {
      throw malformed();
    }
  }

  private static User user(String rawUserInfo) {
    int colon = rawUserInfo.indexOf(':');
    String name = colon < 0 ? rawUserInfo : rawUserInfo.substring(0, colon);
    String password = colon < 0 ? "" : rawUserInfo.substring(colon + 1);
    return new User(
        URLDecoder.decode(name, StandardCharsets.UTF_8),
        URLDecoder.decode(password, StandardCharsets.UTF_8));
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "--store expects http://user:password@host:8123/database, with special characters of the"
            + " password percent-encoded");
  }
}
