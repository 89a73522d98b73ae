package io.nightjar.history;

import io.nightjar.schema.Ddl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A ClickHouse server or cluster, and who asks there.
 *
 * @param urls scheme, host and port of each server that may be asked
 * @param cluster the cluster's name; empty for one server
 * @param authority a file of certificates (PEM) that vouch for the servers; empty for the machine's
 * @param reader who runs questions; the same as {@code writer} where there is one user only
 */
record Endpoint(
    List<String> urls,
    String database,
    String cluster,
    String authority,
    User writer,
    User reader) {
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

  private static final String HOST = "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::\\d{1,5})?";
  private static final Pattern SHAPE =
      Pattern.compile(
          "(https?)://(?:([^@/?#]*)@)?(%1$s(?:,%1$s)*)(?:/(\\w*))?(?:\\?([^#]*))?".formatted(HOST));

  /** One server. */
  Endpoint(String url, String database, User writer, User reader) {
    this(List.of(url), database, "", "", writer, reader);
  }

  /**
   * Parses {@code
   * http[s]://[user[:password]@]host[:port][,host…][/database][?cluster=NAME&ca=FILE]}.
   *
   * @throws IllegalArgumentException when it is none; the message does not repeat the password
   */
  static Endpoint parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw malformed();
    }
    String scheme = matcher.group(1);
    int port = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    List<String> urls =
        Stream.of(matcher.group(3).split(","))
            .map(host -> scheme + "://" + (host.matches(".*:\\d+") ? host : host + ":" + port))
            .toList();
    String database = matcher.group(4) == null ? "" : matcher.group(4);
    User user = user(matcher.group(2) == null ? "default" : matcher.group(2));
    Map<String, String> options = options(matcher.group(5) == null ? "" : matcher.group(5));
    String cluster = options.getOrDefault("cluster", "");
    if (!cluster.matches("[\\w.-]*")) {
      throw malformed();
    }
    return new Endpoint(
        urls,
        database.isEmpty() ? DATABASE : database,
        cluster,
        options.getOrDefault("ca", ""),
        user,
        user);
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (equals < 0 || !name.matches("cluster|ca")) {
        throw new IllegalArgumentException(
            "--store knows ?cluster=NAME and ca=FILE after the database, not '" + name + "'");
      }
      options.put(name, decoded(pair.substring(equals + 1)));
    }
    return options;
  }

  private static User user(String rawUserInfo) {
    int colon = rawUserInfo.indexOf(':');
    String name = colon < 0 ? rawUserInfo : rawUserInfo.substring(0, colon);
    return new User(decoded(name), colon < 0 ? "" : decoded(rawUserInfo.substring(colon + 1)));
  }

  /** A plus sign is itself here, as in every part of a URL but forms. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  /** The servers, for messages. */
  String url() {
    return String.join(", ", urls);
  }

  /** How its tables are made. */
  Ddl ddl() {
    return new Ddl(database, cluster);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "--store expects http://user:password@host:8123/database, with special characters of the"
            + " password percent-encoded; several hosts with commas between them");
  }
}
