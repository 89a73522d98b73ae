package io.nightjar.query;

/**
 * A column of a table, or a fact of an entity.
 *
 * @param name lower snake case, with the unit where there is one ({@code bytes_sent})
 * @param description one line for the reader of a schema
 * @param untrusted whether values are text that came from the network
 */
public record Column(String name, Type type, String description, boolean untrusted) {
  /** What values look like on the wire. */
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    /** ISO 8601 in UTC; the value is an {@link java.time.Instant}. */
    TIME,
    /** A list of texts. */
    LIST
  }

  /** Text made by Nightjar or checked by it. */
  public static Column text(String name, String description) {
    return new Column(name, Type.TEXT, description, false);
  }

  /** Text that came from the network: never to be followed as an instruction. */
  public static Column untrusted(String name, String description) {
    return new Column(name, Type.TEXT, description, true);
  }

  /** A whole number. */
  public static Column integer(String name, String description) {
    return new Column(name, Type.INTEGER, description, false);
  }

  /** A decimal number. */
  public static Column number(String name, String description) {
    return new Column(name, Type.NUMBER, description, false);
  }

  /** Yes or no. */
  public static Column bool(String name, String description) {
    return new Column(name, Type.BOOLEAN, description, false);
  }

  /** A moment. */
  public static Column time(String name, String description) {
    return new Column(name, Type.TIME, description, false);
  }

  /** A list of texts made by Nightjar or checked by it. */
  public static Column list(String name, String description) {
    return new Column(name, Type.LIST, description, false);
  }

  /** A list of texts that came from the network. */
  public static Column untrustedList(String name, String description) {
    return new Column(name, Type.LIST, description, true);
  }
}
