package io.nightjar.guide;

/**
 * A page of the documentation.
 *
 * @param path below {@code docs/}
 * @param text Markdown
 */
record Page(String path, String text) {
  /** Its first heading. */
  String title() {
    return text.lines()
        .filter(line -> line.startsWith("# "))
        .findFirst()
        .map(line -> line.substring(2).strip())
        .orElse(path);
  }
}
