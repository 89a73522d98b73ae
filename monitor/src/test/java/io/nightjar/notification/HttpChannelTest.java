package io.nightjar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Webhooks against an HTTP server that behaves, and misbehaves. */
class HttpChannelTest {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final NameLookup names = new NameLookup();
  private HttpReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new HttpReceiver();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    receiver.close();
    names.close();
  }

  private HttpChannel channel() {
    Destination webhook =
        Samples.destination(DestinationKind.WEBHOOK, receiver.server(), "", Samples.AT_ONCE);
    Secrets secrets = new Secrets(receiver.server() + "/in?key=hidden", Samples.KEY);
    return new HttpChannel(webhook, secrets, names, WebhookBody::of);
  }

  private Courier courier(Pace pace, Courier.Limits limits) {
    Destination webhook = Samples.destination(DestinationKind.WEBHOOK, receiver.server(), "", pace);
    Courier courier = new Courier(webhook, channel(), "probe one", limits);
    courier.start();
    return courier;
  }

  private Receipt sent() throws Exception {
    try (HttpChannel channel = channel()) {
      return channel.send(Samples.batch(Samples.notice("192.0.2.7", Severity.ERROR)));
    }
  }

  @Test
  void aBodyIsSignedWithTheTimeItWasSent() throws Exception {
    long before = Instant.now().getEpochSecond();
    assertEquals(Receipt.Outcome.DELIVERED, sent().outcome());
    HttpReceiver.Posted posted = receiver.take();
    String[] parts = posted.header("Nightjar-Signature").split(",", -1);
    long seconds = Long.parseLong(parts[0].substring("t=".length()));
    assertTrue(seconds >= before && seconds <= Instant.now().getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Samples.KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update((seconds + "." + posted.body()).getBytes(StandardCharsets.UTF_8));
    StringBuilder hex = new StringBuilder();
    for (byte each : mac.doFinal()) {
      hex.append("%02x".formatted(each));
    }
    assertEquals("v1=" + hex, parts[1]);
    assertEquals("/in?key=hidden", posted.path());
    JsonNode body = posted.json();
    assertEquals(posted.header("Nightjar-Delivery"), body.path("delivery").asString());
    JsonNode notice = body.path("notices").path(0);
    assertEquals("raised", notice.path("event").asString());
    assertEquals("port_scan", notice.path("alert").asString());
    assertEquals("error", notice.path("severity").asString());
    assertEquals("192.0.2.7", notice.path("attacker").asString());
    assertEquals("100", notice.at("/evidence/0/limit").asString());
  }

  @Test
  void aServerErrorIsTriedAgainUnderTheSameDelivery() throws Exception {
    receiver.answering(HttpReceiver.status(500, "oops"), HttpReceiver.status(503, "wait"));
    try (Courier courier = courier(Samples.AT_ONCE, Samples.quick())) {
      courier.offer(Samples.notice("192.0.2.7", Severity.ERROR));
      String delivery = receiver.take().header("Nightjar-Delivery");
      assertEquals(delivery, receiver.take().header("Nightjar-Delivery"));
      assertEquals(delivery, receiver.take().header("Nightjar-Delivery"));
      HttpReceiver.await(() -> courier.figures().sent() == 1);
      assertEquals(2, courier.figures().retries());
      assertEquals("", courier.figures().trouble());
    }
  }

  @Test
  void aPauseTheServerAsksForIsKept() throws Exception {
    receiver.answering(HttpReceiver.status(429, "slow down", "Retry-After", "120"));
    Receipt receipt = sent();
    assertEquals(Receipt.Outcome.LATER, receipt.outcome());
    assertEquals(Duration.ofMinutes(2), receipt.pause());
    assertEquals("HTTP 429 slow down", receipt.said());
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(300).atOffset(ZoneOffset.UTC));
    receiver.answering(HttpReceiver.status(503, "", "Retry-After", date));
    long seconds = sent().pause().toSeconds();
    assertTrue(seconds > 200 && seconds <= 300, seconds + " s");
    receiver.answering(HttpReceiver.status(503, "", "Retry-After", "999999999"));
    assertEquals(Duration.ofMinutes(10), sent().pause());
    receiver.answering(HttpReceiver.status(503, "", "Retry-After", "soon\u0001"));
    assertEquals(Duration.ZERO, sent().pause());
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (HttpReceiver other = new HttpReceiver()) {
      receiver.answering(HttpReceiver.status(307, "", "Location", other.server() + "/stolen"));
      Receipt receipt = sent();
      assertEquals(Receipt.Outcome.REFUSED, receipt.outcome());
      assertTrue(receipt.said().contains("redirects"), receipt.said());
      assertTrue(other.posted.isEmpty());
    }
  }

  @Test
  void whatIsRefusedIsNotTriedAgainAndCountsAsLost() throws Exception {
    receiver.answering(HttpReceiver.status(403, "no\r\nsuch \u202e key"));
    try (Courier courier = courier(Samples.AT_ONCE, Samples.quick())) {
      courier.offer(Samples.notice("192.0.2.7", Severity.ERROR));
      HttpReceiver.await(() -> courier.figures().failed() == 1);
      assertEquals("HTTP 403 no  such  key", courier.figures().trouble());
      assertEquals(0, courier.figures().retries());
      courier.offer(Samples.notice("192.0.2.8", Severity.ERROR));
      HttpReceiver.await(() -> courier.figures().sent() == 1);
    }
    long lost = 0;
    for (HttpReceiver.Posted each : receiver.posted) {
      lost += each.json().path("lost").asLong();
    }
    assertEquals(1, lost);
  }

  @Test
  void aServerThatHangsIsGivenUpAndNothingWaitsForIt() throws Exception {
    HttpReceiver.Answer never = _ -> await(ended);
    receiver.answering(never, never);
    Courier.Limits limits = Samples.quick(3, Duration.ofMillis(200), Duration.ofMinutes(1));
    try (Courier courier = courier(Samples.AT_ONCE, limits)) {
      courier.offer(Samples.notice("192.0.2.1", Severity.ERROR));
      receiver.take();
      for (int i = 0; i < 10; i++) {
        courier.offer(Samples.notice("192.0.2." + i, Severity.ERROR));
      }
      HttpReceiver.await(() -> courier.figures().sent() == 4);
      assertEquals(7, courier.figures().dropped());
      assertEquals(2, courier.figures().retries());
    }
    long lost = 0;
    for (HttpReceiver.Posted each : receiver.posted) {
      lost += each.json().path("lost").asLong();
    }
    assertEquals(7, lost, "what was dropped is told");
  }

  @Test
  void aServerThatSendsAByteAtATimeIsGivenUp() throws Exception {
    receiver.answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          await(ended);
        });
    Courier.Limits limits = Samples.quick(3, Duration.ofMillis(300), Duration.ofMinutes(1));
    try (Courier courier = courier(Samples.AT_ONCE, limits)) {
      Receipt receipt = courier.test(Notice.test(Instant.now()));
      assertEquals(Receipt.Outcome.LATER, receipt.outcome());
      assertTrue(receipt.said().startsWith("no answer within"), receipt.said());
    }
  }

  @Test
  void ofALongAnswerOnlyTheBeginningIsRead() throws Exception {
    receiver.answering(HttpReceiver.status(200, "long ".repeat(100_000)));
    Receipt receipt = sent();
    assertEquals(Receipt.Outcome.DELIVERED, receipt.outcome());
    assertTrue(receipt.said().length() <= 301, receipt.said());
  }

  @Test
  void aServerThatIsNotThereIsTriedUntilTooMuchTimeHasPassed() throws Exception {
    receiver.close();
    AtomicLong nanos = new AtomicLong();
    Courier.Limits quick = Samples.quick();
    Courier.Limits limits = new Courier.Limits(3, quick.deadline(), quick.backoff(), nanos::get);
    try (Courier courier = courier(Samples.AT_ONCE, limits)) {
      courier.offer(Samples.notice("192.0.2.1", Severity.ERROR));
      HttpReceiver.await(() -> courier.figures().retries() > 3);
      assertEquals(0, courier.figures().failed());
      nanos.set(Duration.ofHours(1).toNanos());
      HttpReceiver.await(() -> courier.figures().failed() == 1);
      assertFalse(courier.figures().trouble().isEmpty());
      assertFalse(courier.figures().trouble().contains("hidden"), courier.figures().trouble());
    }
  }

  @Test
  void noticesOverTheRateAreHeldBackAndSummedUp() throws Exception {
    Pace pace = new Pace(0, 100, 2);
    List<Long> nanos = new CopyOnWriteArrayList<>(List.of(0L));
    Courier.Limits quick = Samples.quick();
    Courier.Limits limits =
        new Courier.Limits(100, quick.deadline(), quick.backoff(), nanos::getLast);
    try (Courier courier = courier(pace, limits)) {
      for (int i = 0; i < 5; i++) {
        courier.offer(Samples.notice("192.0.2." + i, Severity.ERROR));
        courier.offer(Samples.notice("192.0.2." + i, Severity.WARNING));
      }
      HttpReceiver.await(() -> courier.figures().heldBack() == 8);
      nanos.add(Duration.ofMinutes(1).toNanos());
      long error = 0;
      long warning = 0;
      long notices = 0;
      while (error + warning < 8) {
        JsonNode body = receiver.take().json();
        notices += body.path("notices").size();
        error += body.at("/held_back/error").asLong();
        warning += body.at("/held_back/warning").asLong();
      }
      assertEquals(List.of(2L, 4L, 4L), List.of(notices, error, warning));
    }
  }

  @Test
  void newsWaitsForMoreAndGoesTogether() throws Exception {
    try (Courier courier = courier(new Pace(1, 3, 6_000), Samples.quick())) {
      for (int i = 0; i < 4; i++) {
        courier.offer(Samples.notice("192.0.2." + i, Severity.ERROR));
      }
      assertEquals(3, receiver.take().json().path("notices").size());
      assertEquals(1, receiver.take().json().path("notices").size());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
