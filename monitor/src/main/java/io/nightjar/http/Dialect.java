package io.nightjar.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one kind of client sends its token and reads a refusal. */
public interface Dialect {
  /** Tokens in {@code Authorization}, refusals as JSON. */
  Dialect NIGHTJAR =
      new Dialect() {
        private static final Pattern AUTHORIZATION =
            Pattern.compile("(?:Bearer|Token) +([^ ]+) *", Pattern.CASE_INSENSITIVE);

        @Override
        public String name() {
          return "";
        }

        @Override
        public Optional<String> token(Function<String, List<String>> headers, String query) {
          Optional<String> header = headers.apply("Authorization").stream().findFirst();
          return header.map(
              text -> {
                Matcher matcher = AUTHORIZATION.matcher(text);
                return matcher.matches() ? matcher.group(1) : "?";
              });
        }

        @Override
        public Reply refusal(int status, String code, String message, String hint) {
          String body =
              "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"hint\":\"%s\"}}"
                  .formatted(code, message, hint);
          return Reply.json(status, body.getBytes(StandardCharsets.UTF_8));
        }
      };

  /** What stands before routes where requests are counted; empty for the main server. */
  String name();

  /**
   * The token of a request; empty when none was sent.
   *
   * @param headers all values of a header, by its name in any case
   * @param query as it came, empty when there is none
   */
  Optional<String> token(Function<String, List<String>> headers, String query);

  /** Whether these clients may send a token in the URL, where logs of others keep it. */
  default boolean takesTokenInUrl() {
    return false;
  }

  /** The refusal, as these clients read it. */
  Reply refusal(int status, String code, String message, String hint);

  /** The parameters of a query string, decoded; of a broken escape the text as it came. */
  static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.isEmpty()) {
        parameters.put(decoded(name), decoded(equals < 0 ? "" : pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
