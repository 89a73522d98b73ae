package io.nightjar.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of a command from a file: {@code name=value} lines, names as on the command line without
 * the dashes, repeated names for repeatable options, {@code #} for remarks. What the command line
 * says wins.
 */
final class ConfigFile {
  private ConfigFile() {}

  static void apply(Path file, CommandSpec spec, Predicate<String> isGiven) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UsageException("--config: cannot read " + file);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        set(line, file + ":" + (i + 1), spec, isGiven);
      }
    }
  }

  private static void set(String line, String where, CommandSpec spec, Predicate<String> isGiven) {
    int equals = line.indexOf('=');
    String name = equals < 0 ? line : line.substring(0, equals).strip();
    OptionSpec option = spec.findOption("--" + name);
    if (option == null || name.equals("config") || equals < 0) {
      throw new UsageException(
          where + ": '" + name + "' is no option of run; expected name=value, names as in --help");
    }
    if (isGiven.test("--" + name)) {
      return;
    }
    try {
      String value = line.substring(equals + 1).strip();
      if (option.isMultiValue()) {
        List<Object> values = option.getValue();
        values.add(option.auxiliaryTypes()[0] == Path.class ? Path.of(value) : value);
      } else {
        option.setter().set(typed(option, value, where));
      }
    } catch (UsageException e) {
      throw e;
    } catch (Exception e) {
      throw new UsageException(where + ": '" + name + "' cannot be set: " + e.getMessage());
    }
  }

  private static Object typed(OptionSpec option, String value, String where) {
    if (option.type() == boolean.class) {
      return switch (value) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new UsageException(where + ": expected true or false, got " + value);
      };
    }
    if (option.type() == int.class) {
      return Integer.valueOf(value);
    }
    return option.type() == Path.class ? Path.of(value) : value;
  }
}
