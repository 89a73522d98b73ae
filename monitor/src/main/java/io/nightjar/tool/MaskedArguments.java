package io.nightjar.tool;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Arguments as the audit keeps them: without what may be a secret, and bounded. */
public final class MaskedArguments {
  /** Longest text kept of arguments, in characters. */
  static final int LONGEST = 2_000;

  /** Longest statement kept, in characters. */
  static final int LONGEST_SQL = 4_000;

  private static final String MASK = "***";

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|secret|token|credential|authorization|api_?key"
              + "|private_?key|community).*");

  private static final Pattern TOKEN = Pattern.compile("nj_[A-Za-z0-9_-]{20,}");

  private MaskedArguments() {}

  /** The arguments as JSON, but for the statement. */
  static String text(ObjectNode arguments) {
    ObjectNode copy = arguments.deepCopy();
    copy.remove("sql");
    mask(copy);
    return copy.isEmpty() ? "{}" : cut(Json.text(copy), LONGEST);
  }

  /** The statement among them; empty when there is none. */
  static String sql(ObjectNode arguments) {
    return sql(arguments.path("sql").asString(""));
  }

  /** A statement as it is kept. */
  public static String sql(String statement) {
    return cut(statement, LONGEST_SQL);
  }

  private static void mask(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              each -> {
                if (SECRET_NAME.matcher(each.getKey()).matches()) {
                  object.put(each.getKey(), MASK);
                } else {
                  mask(each.getValue());
                }
              });
    } else if (node instanceof ArrayNode array) {
      array.forEach(MaskedArguments::mask);
    }
  }

  /** A text that was longer says how long it was. */
  private static String cut(String text, int longest) {
    String without = TOKEN.matcher(text).replaceAll(MASK);
    return without.length() <= longest
        ? without
        : without.substring(0, longest) + "… (" + text.length() + " characters)";
  }
}
