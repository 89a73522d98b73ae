package io.nightjar.blocklist;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Entries written as base64, with a score behind a comma. */
final class Encoded {
  private static final Base64.Decoder DECODER = Base64.getDecoder();

  private Encoded() {}

  /** Whether a line looks like one. */
  static boolean isLine(String line) {
    int comma = line.indexOf(',');
    return comma > 0
        && line.indexOf('.') < 0
        && line.substring(0, comma).endsWith("=")
        && decoded(line.substring(0, comma)) != null;
  }

  /** The text; null when it is no base64. */
  static @Nullable String decoded(String word) {
    try {
      return new String(DECODER.decode(word.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** Reads a line. */
  static void read(long line, String text, EntrySink sink) {
    int comma = text.indexOf(',');
    String word = comma < 0 ? text : text.substring(0, comma);
    String entry = decoded(word);
    Indicator indicator =
        entry == null ? new Indicator.Wrong("no base64") : IndicatorText.read(entry, false);
    String score = comma < 0 ? "" : "score " + text.substring(comma + 1).strip();
    sink.give(line, text, indicator, score);
  }
}
