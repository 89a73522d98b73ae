package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.notification.HttpReceiver;
import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Notifications as an admin sets them up over REST, against a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationToolsTest {
  private static final String KEY = "never-show-this-key";
  private static final String PATH = "/never-show-this-path";

  @TempDir private static Path folder;
  private Product product;
  private HttpReceiver receiver;

  @BeforeAll
  void start() throws Exception {
    receiver = new HttpReceiver();
    Path capture = new ManyFlows(10).write(folder.resolve("few.pcap"));
    product = Product.start(folder.resolve("data"), "--pcap", capture.toString());
  }

  @AfterAll
  void stop() {
    receiver.close();
    if (product != null) {
      product.close();
    }
  }

  private ObjectNode webhook(String name) {
    return Json.object()
        .put("name", name)
        .put("kind", "webhook")
        .put("secret_url", receiver.server() + PATH)
        .put("secret", KEY)
        .put("allow_private", true)
        .put("reason", "for tests");
  }

  private JsonNode confirmed(String tool, ObjectNode arguments) {
    JsonNode told = product.call(tool, Json.text(arguments));
    String confirm = told.path("confirm").asString();
    return product.call(tool, Json.text(arguments.deepCopy().put("confirm", confirm)));
  }

  @Test
  void aWebhookIsAddedTestedListedAndRemovedAndItsSecretsShowNowhere() throws Exception {
    JsonNode done = confirmed("add_notification", webhook("hook"));
    assertEquals("done", done.path("status").asString(), done.toString());
    JsonNode tested = product.call("test_notification", "{\"name\":\"hook\"}");
    assertEquals("delivered", tested.path("outcome").asString(), tested.toString());
    assertEquals("HTTP 200 ok", tested.path("said").asString());
    HttpReceiver.Posted posted = receiver.take();
    assertEquals(PATH, posted.path());
    assertTrue(posted.header("Nightjar-Signature").matches("t=\\d+,v1=[0-9a-f]{64}"));
    receiver.answering(HttpReceiver.status(401, "who are you"));
    JsonNode refused = product.call("test_notification", "{\"name\":\"hook\"}");
    assertEquals("refused", refused.path("outcome").asString());
    assertEquals("HTTP 401 who are you", refused.path("said").asString());

    String listed = product.call("list_notifications", "{}").toString();
    assertTrue(listed.contains("\"hook\",\"webhook\",\"" + receiver.server() + "\""), listed);
    String metrics = product.client().get("/metrics").body();
    assertTrue(
        metrics.contains("nightjar_notifications_sent_total{destination=\"hook\"} 0"), metrics);
    String health = product.client().get("/health").body();
    assertTrue(health.contains("\"notification hook\""), health);
    String audit = product.call("list_audit", "{\"limit\":100}").toString();
    assertTrue(audit.contains("add_notification"), audit);
    for (String shown :
        List.of(done.toString(), listed, metrics, health, audit, product.output())) {
      assertFalse(shown.contains("never-show"), shown);
    }
    for (String file : List.of("nightjar.db", "nightjar.db-wal")) {
      Path path = product.data().resolve(file);
      assertFalse(Files.readString(path, StandardCharsets.ISO_8859_1).contains("never-show"));
    }

    confirmed("remove_notification", Json.object().put("name", "hook").put("reason", "over"));
    assertFalse(product.call("list_notifications", "{}").toString().contains("hook\","));
  }

  @Test
  void whatCannotBeIsRefusedInWords() {
    refused("add_notification", webhook("Bad Name"), "name: expected");
    refused("add_notification", webhook("x").put("secret", "short"), "16 characters");
    refused("add_notification", webhook("x").put("allow_private", false), "not encrypted");
    refused("add_notification", webhook("x").put("kind", "pager"), "webhook, slack");
    refused("add_notification", webhook("x").put("least_severity", "bad"), "emergency");
    refused("add_notification", webhook("x").put("batch_most", 101), "batch_most");
    refused("add_notification", webhook("x").put("entities", "planet"), "snmp_device");
    refused("add_notification", webhook("x").put("networks", "10.0.0.0/99"), "networks");
    refused("remove_notification", named("nowhere").put("reason", "it is gone"), "nowhere");
    refused("test_notification", named("nowhere"), "list_notifications");
  }

  private static ObjectNode named(String name) {
    return Json.object().put("name", name);
  }

  private void refused(String tool, ObjectNode arguments, String saying) {
    HttpResponse<String> answer = product.client().post(tool, Json.text(arguments));
    assertTrue(answer.statusCode() == 400 || answer.statusCode() == 404, answer.body());
    assertTrue(answer.body().contains(saying), answer.body());
    assertFalse(answer.body().contains("never-show"), answer.body());
  }
}
