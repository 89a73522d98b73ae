package io.nightjar.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of ClickHouse, by year and release.
 *
 * @param text as the server says it
 */
record ServerVersion(int year, int release, String text) {
  /**
   * The oldest that keeps what is asked of it: from 24.7 a batch sent again counts once in views
   * too, and there is query_plan_merge_filters, which bound tokens need; merge_selector_base came
   * after it, and 25.3 is the first long-term release with it.
   */
  private static final ServerVersion OLDEST = new ServerVersion(25, 3, "25.3");

  private static final Pattern SHAPE =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\.[\\w.-]{0,40})?");

  /**
   * What a server answered to {@code SELECT version()}.
   *
   * @throws HistoryException when it is no version, or too old a one
   */
  static ServerVersion of(String url, String answer) {
    Matcher matcher = SHAPE.matcher(answer.strip());
    if (!matcher.matches()) {
      throw HistoryException.refused(ServerTrouble.stranger(url, "it does not know its version"));
    }
    ServerVersion version =
        new ServerVersion(
            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), answer.strip());
    if (version.isBefore(OLDEST)) {
      throw HistoryException.refused(
          "its version is %s, and %s or newer is needed: upgrade the server"
              .formatted(version.text, OLDEST.text));
    }
    return version;
  }

  private boolean isBefore(ServerVersion other) {
    return year < other.year || (year == other.year && release < other.release);
  }
}
