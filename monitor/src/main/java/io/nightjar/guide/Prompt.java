package io.nightjar.guide;

import io.nightjar.dpi.ModelInstructions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way to go about a question, in words for a model: which tools to call, which SQL to run, how to
 * read what comes back.
 *
 * @param text Markdown, with {@code {{name}}} where an argument's value goes
 */
public record Prompt(
    String name, String title, String description, List<Argument> arguments, String text) {
  /**
   * What a prompt can be given.
   *
   * @param byDefault the value without one; empty where one must be given
   */
  public record Argument(String name, Word word, String byDefault, String description) {
    /** Whether the prompt is refused without it. */
    public boolean required() {
      return byDefault.isEmpty();
    }
  }

  /** Arguments a prompt cannot take; the message is for the caller. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  /** The argument of this name. */
  public Optional<Argument> argument(String argument) {
    return arguments.stream().filter(each -> each.name().equals(argument)).findFirst();
  }

  /** The text with these values in their places. */
  public String filled(Map<String, String> values) throws Refused {
    for (String given : values.keySet()) {
      if (argument(given).isEmpty()) {
        throw new Refused(name + " has no argument of that name; it takes " + names());
      }
    }
    String filled = text;
    for (Argument each : arguments) {
      String value = values.getOrDefault(each.name(), "").strip();
      if (value.isEmpty() && each.required()) {
        throw new Refused(
            name + " needs the argument " + each.name() + ": " + each.word().allowed());
      }
      if (!value.isEmpty() && !each.word().matches(value)) {
        throw new Refused(each.name() + ": expected " + each.word().allowed());
      }
      if (ModelInstructions.in(value)) {
        throw new Refused(
            each.name() + ": it reads like instructions to a model; name a host by its address");
      }
      filled =
          filled.replace("{{" + each.name() + "}}", value.isEmpty() ? each.byDefault() : value);
    }
    return filled;
  }

  private String names() {
    return arguments.isEmpty()
        ? "none"
        : String.join(", ", arguments.stream().map(Argument::name).toList());
  }
}
