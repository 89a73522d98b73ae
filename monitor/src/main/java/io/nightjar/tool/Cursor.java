package io.nightjar.tool;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page starts: how many rows of the same question come before it. It is opaque to
 * callers, so its form may change. An answer that is cut to fit gets a cursor made here, hence a
 * tool with pages ({@link Paged}) counts in rows too.
 */
public final class Cursor {
  private static final Pattern FORM = Pattern.compile("row:(\\d{1,9})");

  private Cursor() {}

  /** The cursor of a page that starts after this many rows. */
  public static String after(long rows) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("row:" + rows).getBytes(StandardCharsets.US_ASCII));
  }

  /** How many rows come before the page; 0 without a cursor. */
  public static long rowsBefore(@Nullable String cursor) throws ToolProblem {
    if (cursor == null || cursor.isEmpty()) {
      return 0;
    }
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(cursor);
      var matcher = FORM.matcher(new String(decoded, StandardCharsets.US_ASCII));
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1));
      }
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
    throw wrong();
  }

  private static ToolProblem wrong() {
    return new ToolProblem(
        ToolProblem.Kind.INVALID,
        "cursor: not one that was given",
        "pass next_cursor of the answer before, or leave it out for the first page");
  }
}
