package io.nightjar.tool;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One argument of a tool, as its record declares it.
 *
 * @param name lower snake case
 * @param values the texts an enum may be; empty for other kinds
 */
record Parameter(String name, Kind kind, Class<?> type, List<String> values, Declared declared) {
  /** What {@link Argument} says, or a file. */
  record Declared(
      String value, boolean required, String byDefault, long min, long max, String example) {
    static Declared of(Argument argument) {
      return new Declared(
          argument.value(),
          argument.required(),
          argument.byDefault(),
          argument.min(),
          argument.max(),
          argument.example());
    }
  }

  /** What values are. */
  enum Kind {
    TEXT("string", "text"),
    INTEGER("integer", "a whole number"),
    NUMBER("number", "a number"),
    BOOLEAN("boolean", "true or false"),
    CHOICE("string", "one of"),
    LIST("array", "a list of texts");

    private final String schemaType;
    private final String words;

    Kind(String schemaType, String words) {
      this.schemaType = schemaType;
      this.words = words;
    }

    String schemaType() {
      return schemaType;
    }

    String words() {
      return words;
    }
  }

  /** The arguments a record declares, in order; those of a record in it stand in its place. */
  static List<Parameter> of(Class<?> arguments) {
    return Stream.of(arguments.getRecordComponents())
        .flatMap(
            component ->
                component.getType().isRecord()
                    ? of(component.getType()).stream()
                    : Stream.of(of(component)))
        .toList();
  }

  private static Parameter of(RecordComponent component) {
    Argument declared = component.getAnnotation(Argument.class);
    if (declared == null || declared.value().isBlank()) {
      throw new IllegalArgumentException(component + ": has no @Argument that describes it");
    }
    Class<?> type = component.getType();
    List<String> values =
        type.isEnum()
            ? Arrays.stream(type.getEnumConstants())
                .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
                .toList()
            : List.of();
    return new Parameter(
        snakeCase(component.getName()), kind(component, type), type, values, Declared.of(declared));
  }

  /** An argument of a file. */
  static Parameter of(DeclaredArguments.Declared declared) {
    Kind kind =
        declared.choices().isEmpty()
            ? Kind.valueOf(declared.kind().toUpperCase(Locale.ROOT))
            : Kind.CHOICE;
    return new Parameter(
        declared.name(),
        kind,
        kind == Kind.INTEGER ? Long.class : String.class,
        declared.choices(),
        new Declared(
            declared.description(),
            declared.byDefault().isEmpty(),
            declared.byDefault().orElse(""),
            declared.min(),
            declared.max(),
            ""));
  }

  private static Kind kind(RecordComponent component, Class<?> type) {
    if (type == String.class) {
      return Kind.TEXT;
    } else if (type == Integer.class || type == Long.class) {
      return Kind.INTEGER;
    } else if (type == Double.class) {
      return Kind.NUMBER;
    } else if (type == Boolean.class) {
      return Kind.BOOLEAN;
    } else if (type.isEnum()) {
      return Kind.CHOICE;
    } else if (type == List.class) {
      return Kind.LIST;
    }
    throw new IllegalArgumentException(component + ": arguments of this type cannot be read");
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  boolean hasDefault() {
    return !declared.byDefault().isEmpty();
  }

  /** Smallest whole number allowed, also by the type. */
  long min() {
    return Math.max(declared.min(), type == Integer.class ? Integer.MIN_VALUE : Long.MIN_VALUE);
  }

  /** Largest whole number allowed, also by the type. */
  long max() {
    return Math.min(declared.max(), type == Integer.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
  }

  /** What is allowed, in words, and an example. */
  String allowed() {
    StringBuilder words = new StringBuilder(kind.words());
    if (kind == Kind.CHOICE) {
      words.append(' ').append(String.join(", ", values));
    }
    if (declared.min() != Long.MIN_VALUE) {
      words.append(" from ").append(declared.min());
    }
    if (declared.max() != Long.MAX_VALUE) {
      words.append(declared.min() == Long.MIN_VALUE ? " up to " : " to ").append(declared.max());
    }
    if (!declared.example().isEmpty()) {
      words.append(", for example ").append(declared.example());
    }
    return words.toString();
  }
}
