package io.nightjar.clickhouse;

import io.nightjar.http.Dialect;
import io.nightjar.http.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Clients of ClickHouse: the token is the password, whatever the user's name; errors have a code.
 */
final class ClickHouseDialect implements Dialect {
  static final String CODE = "X-ClickHouse-Exception-Code";
  static final String TEXT = "text/plain; charset=UTF-8";
  private static final int AUTHENTICATION_FAILED = 516;
  private static final int TOO_MANY = 202;
  private static final int NETWORK_ERROR = 210;

  @Override
  public String name() {
    return "clickhouse:";
  }

  @Override
  public Optional<String> token(Function<String, List<String>> headers, String query) {
    return Stream.of(
            headers.apply("X-ClickHouse-Key").stream().findFirst(),
            headers.apply("Authorization").stream().findFirst().map(ClickHouseDialect::authorized),
            Optional.ofNullable(Dialect.parameters(query).get("password")))
        .flatMap(Optional::stream)
        .filter(token -> !token.isEmpty())
        .findFirst();
  }

  /** The password of Basic (RFC 7617), or the token of Bearer. */
  private static String authorized(String header) {
    String[] parts = header.strip().split(" +", 2);
    if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
      return parts[1];
    }
    if (parts.length != 2 || !parts[0].equalsIgnoreCase("Basic")) {
      return "?";
    }
    try {
      String pair = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException _) {
      return "?";
    }
  }

  /** Drivers do so by themselves. */
  @Override
  public boolean takesTokenInUrl() {
    return true;
  }

  @Override
  public Reply refusal(int status, String code, String message, String hint) {
    if (code.equals("too_many_requests")) {
      return error(status, TOO_MANY, "TOO_MANY_SIMULTANEOUS_QUERIES", message + ": " + hint);
    }
    boolean stranger = status == 401 || status == 429;
    String what =
        stranger
            ? "give a token of Nightjar as the password; nightjar token create makes one"
            : message + ": " + hint;
    return error(
        status,
        stranger ? AUTHENTICATION_FAILED : NETWORK_ERROR,
        stranger ? "AUTHENTICATION_FAILED" : "NETWORK_ERROR",
        what);
  }

  /** An error as ClickHouse words it. */
  static Reply error(int status, int code, String name, String message) {
    String text = "Code: %d. DB::Exception: %s. (%s)\n".formatted(code, message, name);
    return new Reply.Full(
        status,
        Map.of(CODE, Integer.toString(code)),
        TEXT,
        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
