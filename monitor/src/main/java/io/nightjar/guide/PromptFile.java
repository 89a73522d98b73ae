package io.nightjar.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a prompt from a Markdown file of the program, which begins with lines between two of {@code
 * ---}: {@code title: …}, {@code description: …}, and for each argument {@code argument: name |
 * word | default | description}.
 */
final class PromptFile {
  private static final String FENCE = "---";

  private PromptFile() {}

  /** The prompt in the file of this name. */
  static Prompt read(String name) {
    try (InputStream in = PromptFile.class.getResourceAsStream("prompts/" + name + ".md")) {
      if (in == null) {
        throw new AssertionError("no prompt " + name + " in the program");
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Prompt parse(String name, String file) {
    String[] parts = file.split("(?m)^" + FENCE + "$\n?", 3);
    if (parts.length != 3 || !parts[0].isBlank()) {
      throw new IllegalArgumentException("prompt " + name + " does not begin with front matter");
    }
    String title = "";
    String description = "";
    List<Prompt.Argument> arguments = new ArrayList<>();
    for (String line : parts[1].lines().toList()) {
      String[] field = line.split(": ", 2);
      switch (field[0]) {
        case "title" -> title = field[1];
        case "description" -> description = field[1];
        case "argument" -> arguments.add(argument(name, field[1]));
        default -> throw new IllegalArgumentException("prompt " + name + ": " + line);
      }
    }
    return new Prompt(name, title, description, List.copyOf(arguments), parts[2].strip());
  }

  private static Prompt.Argument argument(String prompt, String line) {
    String[] parts = line.split("\\|", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("prompt " + prompt + ": argument: " + line);
    }
    return new Prompt.Argument(
        parts[0].strip(),
        Word.valueOf(parts[1].strip().toUpperCase(Locale.ROOT)),
        parts[2].strip(),
        parts[3].strip());
  }
}
