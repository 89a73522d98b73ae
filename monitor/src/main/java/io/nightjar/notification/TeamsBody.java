package io.nightjar.notification;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A batch as the adaptive card that a workflow of Microsoft Teams posts. Texts stand in {@code
 * RichTextBlock}s, which know no markup; there is no entity, so nothing is a mention.
 */
final class TeamsBody {
  /** A message may have 28 KB. */
  private static final int MOST_BYTES = 24_000;

  private static final String SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json";

  private TeamsBody() {}

  static byte[] of(Batch batch) {
    for (int shown = batch.notices().size(); ; shown /= 2) {
      byte[] body = JsonText.bytes(message(batch, shown));
      if (body.length <= MOST_BYTES || shown == 0) {
        return body;
      }
    }
  }

  private static ObjectNode message(Batch batch, int shown) {
    ObjectNode message = JsonText.object().put("type", "message");
    ObjectNode attachment =
        message
            .putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive");
    ObjectNode card =
        attachment
            .putObject("content")
            .put("$schema", SCHEMA)
            .put("type", "AdaptiveCard")
            .put("version", "1.4")
            .put("fallbackText", CleanText.unlinked(batch.headline()));
    card.putObject("msteams").put("width", "Full");
    ArrayNode blocks = card.putArray("body");
    List<Notice> notices = batch.notices();
    if (notices.size() != 1) {
      block(blocks, batch.headline(), true);
    }
    for (Notice notice : notices.subList(0, shown)) {
      block(blocks, notice.headline(), true);
      notice.lines().forEach(line -> block(blocks, line, false));
    }
    if (shown < notices.size()) {
      block(blocks, "and " + (notices.size() - shown) + " more", false);
    }
    if (!batch.missed().isNothing()) {
      block(blocks, batch.missed().text(), true);
    }
    return message;
  }

  private static void block(ArrayNode blocks, String text, boolean isHead) {
    ObjectNode run =
        blocks
            .addObject()
            .put("type", "RichTextBlock")
            .put("spacing", isHead ? "Medium" : "None")
            .putArray("inlines")
            .addObject()
            .put("type", "TextRun")
            .put("text", CleanText.unlinked(text));
    if (isHead) {
      run.put("weight", "Bolder");
    }
  }
}
