package io.nightjar.schema;

/**
 * A column of a table.
 *
 * @param name lower snake case, with the unit where there is one
 * @param type ClickHouse's
 * @param codec how it is compressed; empty for the default
 * @param description a sentence for whoever writes a query, with the unit
 * @param alias the expression it stands for; empty where it is stored
 */
public record Column(String name, String type, String codec, String description, String alias) {
  private static final String NUMBERS = "T64, ZSTD(1)";
  private static final String TIMES = "Delta, ZSTD(1)";
  private static final String TEXTS = "ZSTD(1)";

  /** A stored column. */
  public static Column of(String name, String type, String codec, String description) {
    return new Column(name, type, codec, description, "");
  }

  /** Text. */
  static Column text(String name, String description) {
    return of(name, "String", TEXTS, description);
  }

  /** Some texts. */
  static Column texts(String name, String description) {
    return of(name, "Array(String)", TEXTS, description);
  }

  /** A text that few values repeat. */
  static Column word(String name, String description) {
    return of(name, "LowCardinality(String)", TEXTS, description);
  }

  /** A whole number of this type. */
  static Column number(String name, String type, String description) {
    return of(name, type, TEXTS, description);
  }

  /** What adds up. */
  static Column sum(String name, String description) {
    return of(name, "UInt64", NUMBERS, description);
  }

  static Column bool(String name, String description) {
    return of(name, "Bool", TEXTS, description);
  }

  /** A second, UTC. */
  static Column time(String name, String description) {
    return of(name, "DateTime('UTC')", TIMES, description);
  }

  /** When the row was written; what retention goes by. */
  static Column stored() {
    return time("stored", "When the row was written, UTC; retention goes by it");
  }

  /** Another name of the column {@code of}. */
  public static Column alias(String name, String of, String type) {
    return new Column(name, type, "", "The same as " + of, of);
  }

  boolean isAlias() {
    return !alias.isEmpty();
  }

  /** As it stands in CREATE and ADD COLUMN. */
  String ddl() {
    String what = isAlias() ? " ALIAS " + alias : "";
    String compressed = codec.isEmpty() ? "" : " CODEC(" + codec + ")";
    return "`%s` %s%s COMMENT %s%s"
        .formatted(name, type, what, Ddl.quoted(description), compressed);
  }
}
