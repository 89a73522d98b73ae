package io.nightjar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is posted to Slack and Teams, with names that strangers chose. */
class ChatBodyTest {
  private static final Batch LARGE =
      new Batch(
          "id",
          "probe one",
          IntStream.range(0, 100).mapToObj(_ -> Samples.hostile()).toList(),
          new Missed(Map.of(Severity.ERROR, 3L, Severity.CRITICAL, 1L), 0));

  private static JsonNode json(byte[] body) {
    return new JsonMapper().readTree(body);
  }

  @Test
  void slackShowsTextAsItIs() {
    JsonNode body = json(SlackBody.of(Samples.batch(Samples.hostile())));
    List<JsonNode> texts = body.path("blocks").findValues("text");
    assertFalse(texts.isEmpty());
    for (JsonNode text :
        body.path("blocks").valueStream().map(each -> each.path("text")).toList()) {
      assertEquals("plain_text", text.path("type").asString());
      assertFalse(text.path("emoji").asBoolean(true));
      assertClean(text.path("text").asString());
    }
    String fallback = body.path("text").asString();
    assertTrue(fallback.contains("&lt;!channel&gt;"), fallback);
    assertFalse(fallback.contains("<"), fallback);
    assertClean(fallback);
    assertFalse(body.path("link_names").asBoolean(true));
    assertFalse(body.path("unfurl_links").asBoolean(true));
  }

  @Test
  void slackGetsNoMoreThanItTakes() {
    JsonNode body = json(SlackBody.of(LARGE));
    assertTrue(body.path("blocks").size() <= 50);
    for (JsonNode block : body.path("blocks")) {
      int length = block.at("/text/text").asString().length();
      assertTrue(length > 0 && length <= 3_000);
      assertTrue(length <= 150 || block.path("type").asString().equals("section"));
    }
    assertTrue(body.toString().contains("and 60 more"));
    assertTrue(body.toString().contains("Held back by the rate limit: 1 critical, 3 error"));
  }

  @Test
  void teamsShowsTextAsItIs() {
    JsonNode body = json(TeamsBody.of(Samples.batch(Samples.hostile())));
    assertEquals("message", body.path("type").asString());
    JsonNode card = body.at("/attachments/0/content");
    assertEquals("AdaptiveCard", card.path("type").asString());
    assertTrue(card.at("/msteams/entities").isMissingNode());
    for (JsonNode block : card.path("body")) {
      assertEquals("RichTextBlock", block.path("type").asString());
      assertEquals("TextRun", block.at("/inlines/0/type").asString());
      assertClean(block.at("/inlines/0/text").asString());
    }
  }

  @Test
  void teamsGetsNoMoreThanItTakes() {
    byte[] body = TeamsBody.of(LARGE);
    assertTrue(body.length <= 28_000, body.length + " bytes");
    assertTrue(json(body).toString().matches("(?s).*and \\d+ more.*"));
    assertTrue(json(body).toString().contains("Held back by the rate limit: 1 critical, 3 error"));
  }

  /** No link, and of characters that do not show only our own line ends. */
  private static void assertClean(String text) {
    assertFalse(text.contains("://"), text);
    for (String line : Arrays.asList(text.split("\n", -1))) {
      assertTrue(line.codePoints().noneMatch(ChatBodyTest::isHidden), line);
    }
  }

  private static boolean isHidden(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL || type == Character.FORMAT;
  }
}
