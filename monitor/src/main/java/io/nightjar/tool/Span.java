package io.nightjar.tool;

import io.nightjar.query.Range;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The arguments of every tool that answers from live state, or of a range from history. */
record Span(
    @Nullable @Argument("start in history: ISO time, epoch seconds, -6h, -7d; without it live")
        String from,
    @Nullable @Argument("its end; now without it") String to) {

  /** The range; null for live state. */
  @Nullable Range range() throws ToolProblem {
    if (from == null) {
      if (to != null) {
        throw Ask.invalid("to came without from", "give the start of the range as from");
      }
      return null;
    }
    Instant start = TimeText.parse("from", from);
    Instant end = to == null ? Instant.now() : TimeText.parse("to", to);
    if (end.isBefore(start)) {
      throw Ask.invalid(
          "to: " + end + " is before from, " + start, "give the earlier time as from");
    }
    return new Range(start, end);
  }
}
