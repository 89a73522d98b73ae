package io.nightjar.guide;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A table in Markdown, of texts of our own. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> columns) {
    row(columns.toArray());
    text.append("|").append("---|".repeat(columns.size())).append('\n');
  }

  void row(Object... cells) {
    text.append(
        Arrays.stream(cells)
            .map(cell -> Objects.toString(cell).replace("|", "\\|").replace('\n', ' '))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
