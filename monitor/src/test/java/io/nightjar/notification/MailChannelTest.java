package io.nightjar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Severity;
import io.nightjar.history.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Mail with STARTTLS and with TLS at once, against a mail server of others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailChannelTest {
  private static final String PASSWORD = "s3cret word";

  private final NameLookup names = new NameLookup();
  private Certificates certificates;
  private Path pem = Path.of("");
  private String authority = "";

  @BeforeAll
  void issue(@TempDir Path folder) throws Exception {
    certificates = new Certificates(folder);
    pem = certificates.pem("dns:localhost");
    authority = Files.readString(certificates.authority);
  }

  @AfterAll
  void stop() {
    names.close();
  }

  private Receipt sent(
      String scheme, MailServer server, String trusted, String password, String... to)
      throws Exception {
    Destination mail =
        new Destination(
            "d",
            DestinationKind.EMAIL,
            scheme + "://localhost:" + server.port(),
            new Destination.Mail("nj", "nightjar@example.org", List.of(to)),
            trusted,
            true,
            NoticeFilter.ALL,
            Samples.AT_ONCE);
    Batch batch =
        new Batch(
            "id-1",
            "probe one",
            List.of(Samples.notice("192.0.2.7", Severity.ERROR), Samples.hostile()),
            new Missed(Map.of(Severity.ERROR, 3L), 0));
    try (MailChannel channel =
        new MailChannel(mail, new Secrets("", password), names, batch.monitor())) {
      return channel.send(batch);
    } catch (IOException e) {
      return Receipt.later(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void aMailArrivesThroughStartTlsWithItsUserKnown() throws Exception {
    try (MailServer server = new MailServer("starttls", pem)) {
      Receipt receipt =
          sent("smtp", server, authority, PASSWORD, "ops@example.org", "soc@example.org");
      assertEquals(Receipt.Outcome.DELIVERED, receipt.outcome(), receipt.said());
      assertTrue(receipt.said().contains("queued as 42"), receipt.said());
      JsonNode mail = server.take();
      assertTrue(mail.path("tls").asBoolean());
      assertEquals("nj", mail.path("user").asString());
      assertEquals("nightjar@example.org", mail.path("sender").asString());
      assertEquals("[\"ops@example.org\",\"soc@example.org\"]", mail.path("to").toString());
      assertEquals("Nightjar on probe one: 2 notices, worst error", header(mail, "Subject"));
      assertEquals("<id-1@nightjar.invalid>", header(mail, "Message-ID"));
      assertEquals("auto-generated", header(mail, "Auto-Submitted"));
      String text = mail.path("text").asString();
      assertTrue(text.contains("ERROR raised: port_scan 192.0.2.7"), text);
      assertTrue(text.contains("ports: 1000, limit 100"), text);
      assertTrue(text.contains("Held back by the rate limit: 3 error"), text);
      assertFalse(text.contains("http://"), text);
    }
  }

  @Test
  void aMailArrivesThroughTlsFromTheFirstByte() throws Exception {
    try (MailServer server = new MailServer("smtps", pem)) {
      Receipt receipt =
          sent("smtps", server, authority, PASSWORD, "ops@example.org", "soc@example.org");
      assertEquals(Receipt.Outcome.DELIVERED, receipt.outcome(), receipt.said());
      assertTrue(server.take().path("tls").asBoolean());
    }
  }

  /** A header that a subject would smuggle in would be one more. */
  @Test
  void aSubjectFromTheNetworkAddsNoHeader() throws Exception {
    try (MailServer server = new MailServer("starttls", pem);
        MailChannel channel = channel(server)) {
      assertEquals(
          Receipt.Outcome.DELIVERED, channel.send(Samples.batch(Samples.hostile())).outcome());
      JsonNode mail = server.take();
      List<String> headers =
          mail.path("headers").valueStream().map(each -> each.path(0).asString()).sorted().toList();
      assertEquals(
          List.of(
              "Auto-Submitted",
              "Content-Transfer-Encoding",
              "Content-Type",
              "Date",
              "From",
              "MIME-Version",
              "Message-ID",
              "Subject",
              "To"),
          headers);
      assertTrue(header(mail, "Subject").contains("Bcc: all@example.org"));
      assertEquals("[\"soc@example.org\"]", mail.path("to").toString());
      assertEquals(0, mail.path("defects").asInt());
    }
  }

  private MailChannel channel(MailServer server) {
    Destination mail =
        new Destination(
            "d",
            DestinationKind.EMAIL,
            "smtp://localhost:" + server.port(),
            new Destination.Mail("nj", "nightjar@example.org", List.of("soc@example.org")),
            authority,
            true,
            NoticeFilter.ALL,
            Samples.AT_ONCE);
    return new MailChannel(mail, new Secrets("", PASSWORD), names, "probe one");
  }

  @Test
  void whatTheServerRefusesIsToldAndWhatItPutsOffIsTriedAgain() throws Exception {
    try (MailServer server = new MailServer("starttls", pem)) {
      Receipt wrong = sent("smtp", server, authority, "wrong", "ops@example.org");
      assertEquals(Receipt.Outcome.REFUSED, wrong.outcome(), wrong.said());
      Receipt nobody = sent("smtp", server, authority, PASSWORD, "nobody@example.org");
      assertEquals(Receipt.Outcome.REFUSED, nobody.outcome(), nobody.said());
      assertTrue(nobody.said().contains("no such user"), nobody.said());
      assertTrue(server.isEmpty());
      Receipt some =
          sent("smtp", server, authority, PASSWORD, "nobody@example.org", "soc@example.org");
      assertEquals(Receipt.Outcome.DELIVERED, some.outcome(), some.said());
      assertTrue(some.said().startsWith("not to all"), some.said());
      assertTrue(some.said().contains("no such user"), some.said());
      assertEquals("[\"soc@example.org\"]", server.take().path("to").toString());
      Receipt later = sent("smtp", server, authority, PASSWORD, "later@example.org");
      assertEquals(Receipt.Outcome.LATER, later.outcome(), later.said());
      assertTrue(server.isEmpty());
    }
  }

  @Test
  void aServerThatIsNotTrustedOrOffersNoTlsGetsNothing() throws Exception {
    try (MailServer server = new MailServer("starttls", pem);
        MailServer other = new MailServer("starttls", certificates.pem("dns:elsewhere.example"));
        MailServer plain = new MailServer("plain", pem)) {
      assertEquals(
          Receipt.Outcome.LATER, sent("smtp", server, "", PASSWORD, "a@example.org").outcome());
      assertEquals(
          Receipt.Outcome.LATER,
          sent("smtp", other, authority, PASSWORD, "a@example.org").outcome());
      Receipt unencrypted = sent("smtp", plain, authority, PASSWORD, "a@example.org");
      assertEquals(Receipt.Outcome.LATER, unencrypted.outcome());
      assertTrue(unencrypted.said().contains("STARTTLS"), unencrypted.said());
      assertTrue(server.isEmpty() && other.isEmpty() && plain.isEmpty());
    }
  }

  private static String header(JsonNode mail, String name) {
    return mail.path("headers")
        .valueStream()
        .filter(each -> each.path(0).asString().equals(name))
        .map(each -> each.path(1).asString())
        .findFirst()
        .orElse("");
  }
}
