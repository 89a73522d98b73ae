package io.nightjar.guide;

import java.util.regex.Pattern;

/**
 * What an argument of a prompt, or the open part of an address, can be. A value stands in a prompt
 * as it came, also between quotes in SQL: so none has a character that ends a quote or a line.
 */
public enum Word {
  /** A host's address or name. */
  HOST("[A-Za-z0-9:._-]{1,253}", "an address or a name of letters, digits and . : _ -"),
  /** A host's address. */
  ADDRESS("[A-Fa-f0-9:.]{2,45}", "an IP address"),
  /** Where packets come from. */
  INTERFACE("[A-Za-z0-9 ._:@/+()-]{1,128}", "an interface, as list_interfaces names it"),
  /** As nDPI names it. */
  APPLICATION("[A-Za-z0-9 ._/+()-]{1,64}", "an application, as the table protocols names it"),
  /** Of history. */
  TABLE("[a-z][a-z0-9_]{0,63}", "a table, as list_tables names it"),
  /** Of a table of history. */
  COLUMN("[A-Za-z][A-Za-z0-9_]{0,63}", "a column, as describe_table names it"),
  /** How far to look back. */
  HOURS("[1-9][0-9]{0,3}", "a whole number from 1 to 9999"),
  /** The number of a flow. */
  FLOW("[0-9]{1,20}", "a flow's number"),
  /** The number of an alert. */
  ALERT("[0-9]{1,20}", "an alert's number"),
  /** A page of the documentation. */
  PAGE("[a-z0-9/_-]{1,60}\\.md", "a page, as search_docs links it");

  private final Pattern form;
  private final String allowed;

  Word(String form, String allowed) {
    this.form = Pattern.compile(form);
    this.allowed = allowed;
  }

  /** Whether a value can be one. */
  public boolean matches(String value) {
    return form.matcher(value).matches();
  }

  /** What is allowed, in words. */
  public String allowed() {
    return allowed;
  }
}
