package io.nightjar.dropin;

import io.nightjar.account.Role;
import io.nightjar.net.UntrustedText;
import io.nightjar.tool.Json;
import io.nightjar.tool.Tool;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What a client is told of a tool from a file. */
final class Cards {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final int LONGEST_DESCRIPTION = 1_000;

  private Cards() {}

  /**
   * The card.
   *
   * @param example arguments of a call
   */
  static Tool.Card of(String name, String description, Role role, Map<String, Object> example)
      throws FileProblem {
    if (!NAME.matcher(name).matches()) {
      throw new FileProblem(1, "its name must be lower snake case, at most 64 characters");
    }
    if (description.isBlank() || description.length() > LONGEST_DESCRIPTION) {
      throw new FileProblem(1, "its description must have 1 to 1000 characters");
    }
    ObjectNode arguments = Json.object();
    example.forEach((key, value) -> arguments.putPOJO(key, value));
    return new Tool.Card(
        name,
        title(name),
        UntrustedText.clean(description, LONGEST_DESCRIPTION),
        Json.text(arguments),
        role,
        false);
  }

  private static String title(String name) {
    String words = name.replace('_', ' ').strip();
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Analyst unless the file asks for more. */
  static Role role(int line, String named) throws FileProblem {
    return switch (named) {
      case "", "analyst" -> Role.ANALYST;
      case "admin" -> Role.ADMIN;
      default ->
          throw new FileProblem(
              line, "role: analyst or admin; a tool of one's own is not for viewers");
    };
  }
}
