package io.nightjar.notification;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A batch as a message of Slack's incoming webhooks. All texts of blocks are {@code plain_text}, in
 * which nothing is a mention, a link or markup; the fallback text is escaped.
 */
final class SlackBody {
  /** A message has at most 50 blocks, and a text of a section 3,000 characters. */
  private static final int MOST_SHOWN = 40;

  private static final int LONGEST_TEXT = 2_900;
  private static final int LONGEST_HEADER = 140;

  private SlackBody() {}

  static byte[] of(Batch batch) {
    ObjectNode body =
        JsonText.object()
            .put("text", escaped(CleanText.unlinked(batch.headline())))
            .put("mrkdwn", false)
            .put("link_names", false)
            .put("parse", "none")
            .put("unfurl_links", false)
            .put("unfurl_media", false);
    ArrayNode blocks = body.putArray("blocks");
    block(blocks, "header", batch.headline());
    List<Notice> notices = batch.notices();
    notices.stream().limit(MOST_SHOWN).forEach(each -> block(blocks, "section", text(each, batch)));
    if (notices.size() > MOST_SHOWN) {
      block(blocks, "section", "and " + (notices.size() - MOST_SHOWN) + " more");
    }
    if (!batch.missed().isNothing()) {
      block(blocks, "section", batch.missed().text());
    }
    return JsonText.bytes(body);
  }

  private static String text(Notice notice, Batch batch) {
    String facts = String.join("\n", notice.lines());
    return batch.notices().size() == 1 ? facts : notice.headline() + "\n" + facts;
  }

  private static void block(ArrayNode blocks, String type, String text) {
    int longest = "header".equals(type) ? LONGEST_HEADER : LONGEST_TEXT;
    blocks
        .addObject()
        .put("type", type)
        .putObject("text")
        .put("type", "plain_text")
        .put("text", CleanText.cut(CleanText.unlinked(text), longest))
        .put("emoji", false);
  }

  /** What Slack reads as commands (its documentation of escaping). */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
