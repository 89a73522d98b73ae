package io.nightjar.dropin;

import io.nightjar.tool.DeclaredArguments;
import io.nightjar.tool.DeclaredArguments.Declared;
import io.nightjar.tool.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a SQL file: a head, then one SELECT with {@code {name:Type}} for each argument. */
final class SqlFile {
  private static final Set<String> KEYS = Set.of("name", "description", "role", "max_rows");
  private static final Set<String> OF_ARGUMENT =
      Set.of("type", "description", "min", "max", "default", "values");
  private static final Set<String> TYPES = Set.of("text", "integer", "number", "boolean");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\s*([A-Za-z_]\\w*)\\s*:\\s*([^}]{1,100}?)\\s*}");
  private static final Pattern VALUE_TYPE =
      Pattern.compile(
          "String|Bool|U?Int(8|16|32|64)|Float(32|64)|Date(32)?|DateTime(\\('UTC'\\))?|IPv[46]");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final int USUAL_ROWS = 100;
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_ARGUMENTS = 20;

  private SqlFile() {}

  /**
   * The tool of this text.
   *
   * @throws FileProblem with the line that is wrong
   */
  static ToolSource.Sql read(String text) throws FileProblem {
    Head head = Head.read(text);
    Head.Section top = head.sections();
    known(top, KEYS, Set.of("arguments"));
    if (head.body().isBlank()) {
      throw new FileProblem(top.line(), "no SELECT follows the head");
    }
    List<Declared> declared = arguments(top);
    checkPlaceholders(head.body(), declared);
    try {
      return new ToolSource.Sql(
          Cards.of(
              required(top, "name"),
              required(top, "description"),
              Cards.role(line(top, "role"), value(top, "role").orElse("")),
              example(declared)),
          new DeclaredArguments(declared),
          head.body(),
          (int) number(top, "max_rows", USUAL_ROWS, 1, MOST_ROWS));
    } catch (IllegalArgumentException e) {
      throw new FileProblem(top.line(), String.valueOf(e.getMessage()));
    }
  }

  private static void known(Head.Section section, Set<String> values, Set<String> sections)
      throws FileProblem {
    for (Map.Entry<String, Head.Value> each : section.values().entrySet()) {
      if (!values.contains(each.getKey())) {
        throw unknown(each.getValue().line(), each.getKey(), values);
      }
    }
    for (Map.Entry<String, Head.Section> each : section.sections().entrySet()) {
      if (!sections.contains(each.getKey())) {
        throw unknown(each.getValue().line(), each.getKey(), sections);
      }
    }
  }

  private static FileProblem unknown(int line, String name, Set<String> known) {
    return new FileProblem(
        line,
        name
            + " is not known here"
            + Nearest.to(name, known).map(meant -> "; did you mean " + meant + "?").orElse("")
            + "; known: "
            + String.join(", ", new TreeSet<>(known)));
  }

  private static Optional<String> value(Head.Section section, String name) {
    return Optional.ofNullable(section.values().get(name)).map(Head.Value::text);
  }

  private static int line(Head.Section section, String name) {
    Head.@Nullable Value value = section.values().get(name);
    return value == null ? section.line() : value.line();
  }

  private static String required(Head.Section section, String name) throws FileProblem {
    return value(section, name)
        .orElseThrow(() -> new FileProblem(section.line(), name + ": is missing"));
  }

  private static long number(Head.Section section, String name, long usual, long min, long max)
      throws FileProblem {
    String text = value(section, name).orElse(Long.toString(usual));
    if (text.equals(Long.toString(usual))) {
      return usual;
    }
    if (!NUMBER.matcher(text).matches()
        || Long.parseLong(text) < min
        || Long.parseLong(text) > max) {
      throw new FileProblem(
          line(section, name), name + ": a whole number from " + min + " to " + max);
    }
    return Long.parseLong(text);
  }

  private static List<Declared> arguments(Head.Section top) throws FileProblem {
    List<Declared> declared = new ArrayList<>();
    Head.@Nullable Section all = top.sections().get("arguments");
    if (all == null) {
      return declared;
    }
    for (String name : all.values().keySet()) {
      throw new FileProblem(line(all, name), "below arguments: stands name:, and below it type:");
    }
    if (all.sections().size() > MOST_ARGUMENTS) {
      throw new FileProblem(all.line(), "at most " + MOST_ARGUMENTS + " arguments");
    }
    for (Map.Entry<String, Head.Section> each : all.sections().entrySet()) {
      declared.add(argument(each.getKey(), each.getValue()));
    }
    return declared;
  }

  private static Declared argument(String name, Head.Section section) throws FileProblem {
    known(section, OF_ARGUMENT, Set.of());
    String type = required(section, "type");
    if (!TYPES.contains(type)) {
      throw new FileProblem(line(section, "type"), "type: text, integer, number or boolean");
    }
    boolean isNumber = type.equals("integer") || type.equals("number");
    for (String bound : List.of("min", "max")) {
      if (!isNumber && section.values().containsKey(bound)) {
        throw new FileProblem(line(section, bound), bound + ": only of an integer or a number");
      }
    }
    List<String> choices =
        value(section, "values").stream()
            .flatMap(list -> Arrays.stream(list.split(",")))
            .map(String::strip)
            .toList();
    if (!choices.isEmpty() && !(type.equals("text") && areChoices(choices))) {
      throw new FileProblem(
          line(section, "values"), "values: of a text, lower snake case, commas between them");
    }
    long min = number(section, "min", Long.MIN_VALUE, -Long.MAX_VALUE, Long.MAX_VALUE);
    long max = number(section, "max", Long.MAX_VALUE, min, Long.MAX_VALUE);
    return new Declared(
        name, type, required(section, "description"), choices, value(section, "default"), min, max);
  }

  private static boolean areChoices(List<String> choices) {
    return choices.stream().distinct().count() == choices.size()
        && choices.stream().allMatch(each -> each.matches("[a-z0-9_]{1,64}"));
  }

  private static void checkPlaceholders(String sql, List<Declared> declared) throws FileProblem {
    Set<String> unused = new TreeSet<>(declared.stream().map(Declared::name).toList());
    Matcher matcher = PLACEHOLDER.matcher(sql);
    while (matcher.find()) {
      int line = (int) sql.substring(0, matcher.start()).chars().filter(c -> c == '\n').count() + 1;
      if (declared.stream().noneMatch(each -> each.name().equals(matcher.group(1)))) {
        throw new FileProblem(line, "{" + matcher.group(1) + ":…} is not among the arguments");
      }
      if (!VALUE_TYPE.matcher(matcher.group(2)).matches()) {
        throw new FileProblem(
            line,
            "{%s:…} has no type that is bound: String, Bool, Int64, UInt32, Float64, Date, DateTime, IPv4, …"
                .formatted(matcher.group(1)));
      }
      unused.remove(matcher.group(1));
    }
    if (!unused.isEmpty()) {
      throw new FileProblem(1, "no {name:Type} in the SELECT for " + String.join(", ", unused));
    }
  }

  /** Values for the arguments that must be given. */
  private static Map<String, Object> example(List<Declared> declared) {
    Map<String, Object> example = new LinkedHashMap<>();
    for (Declared each : declared) {
      if (each.byDefault().isEmpty()) {
        example.put(each.name(), example(each));
      }
    }
    return example;
  }

  private static Object example(Declared argument) {
    return switch (argument.kind()) {
      case "boolean" -> true;
      case "text" -> argument.choices().isEmpty() ? "text" : argument.choices().getFirst();
      default -> Math.clamp(1, argument.min(), argument.max());
    };
  }
}
