package io.nightjar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What an admin may ask for, and where notices may go. */
class DestinationRequestTest {
  private static final Destination.Mail TO_SOC =
      new Destination.Mail("", "nightjar@example.org", List.of("soc@example.org"));

  private static DestinationRequest request(
      DestinationKind kind, String url, String secret, String server, Destination.Mail mail) {
    return request("d", kind, url, secret, server, mail, "", false);
  }

  private static DestinationRequest request(
      String name,
      DestinationKind kind,
      String url,
      String secret,
      String server,
      Destination.Mail mail,
      String authority,
      boolean allowsPrivate) {
    return new DestinationRequest(
        name,
        kind,
        url,
        secret,
        server,
        mail,
        authority,
        allowsPrivate,
        NoticeFilter.ALL,
        Samples.AT_ONCE);
  }

  private static DestinationRequest webhook(String url) {
    return request(DestinationKind.WEBHOOK, url, Samples.KEY, "", Destination.Mail.NONE);
  }

  private static DestinationRequest syslog(String server) {
    return request(DestinationKind.SYSLOG, "", "", server, Destination.Mail.NONE);
  }

  private static DestinationRequest mail(String sender, String recipient) {
    Destination.Mail mail = new Destination.Mail("", sender, List.of(recipient));
    return request(DestinationKind.EMAIL, "", "", "smtp://mail.example.org", mail);
  }

  @Test
  void ofAUrlOnlyTheServerIsKeptInTheOpen() {
    DestinationRequest asked = webhook("https://Hooks.example.org/services/T0/secret?key=1");
    assertEquals("https://hooks.example.org:443", asked.destination().server());
    assertFalse(asked.destination().toString().contains("secret"));
    assertFalse(asked.secrets().toString().contains("secret?"));
    assertEquals("tls://[2620:fe::fe]:6514", syslog("tls://[2620:fe::fe]").destination().server());
    assertEquals("2620:fe::fe", syslog("tls://[2620:fe::fe]").destination().host());
    assertEquals(
        "smtp://mail.example.org:587",
        mail("a@example.org", "b@example.org").destination().server());
  }

  private static DynamicTest refused(String saying, DestinationRequest request) {
    return DynamicTest.dynamicTest(
        saying,
        () -> {
          NotificationException problem =
              assertThrows(NotificationException.class, request::destination);
          assertTrue(problem.message().contains(saying), problem.message());
          assertFalse(problem.message().contains(Samples.KEY), problem.message());
        });
  }

  @TestFactory
  Stream<DynamicTest> whatIsMissingOrWrongIsNamed() {
    String fine = "https://example.org/x";
    return Stream.of(
        refused("secret_url is missing", webhook("")),
        refused("secret_url: expected", webhook("ftp://example.org/")),
        refused("secret_url: expected", webhook("https://user:pw@example.org/")),
        refused("secret_url: expected", webhook("https:///nohost")),
        refused("secret_url: expected", webhook("https://under_score.example/")),
        refused("secret_url: expected", webhook("https://example.org:99999/")),
        refused("secret_url: expected", webhook("https://example.org/#here")),
        refused("secret_url: expected", webhook("file:///etc/passwd")),
        refused("secret_url: no URL", webhook("https://example.org/\r\nX: y")),
        refused("secret_url: no URL", webhook("https://example.org/" + "x".repeat(3_000))),
        refused("not encrypted", webhook("http://example.org/")),
        refused(
            "secret: a webhook needs a key",
            request(DestinationKind.WEBHOOK, fine, "short", "", Destination.Mail.NONE)),
        refused(
            "secret: slack takes none",
            request(DestinationKind.SLACK, fine, Samples.KEY, "", Destination.Mail.NONE)),
        refused(
            "server: a teams is at its secret_url",
            request(DestinationKind.TEAMS, fine, "", "tls://x", Destination.Mail.NONE)),
        refused("only email takes them", request(DestinationKind.SLACK, fine, "", "", TO_SOC)),
        refused("server: expected tcp or tls", syslog("")),
        refused("server: expected tcp or tls", syslog("udp://9.9.9.9")),
        refused("not encrypted", syslog("tcp://9.9.9.9")),
        refused("is not public", syslog("tls://10.0.0.1")),
        refused("is no address that notices", webhook("https://169.254.169.254/latest")),
        refused("is no address that notices", syslog("tls://[fe80::1]")),
        refused("neither name nor address", webhook("https://2130706433/")),
        refused("neither name nor address", syslog("tls://[fe80::1%25eth0]")),
        refused("nothing may follow", syslog("tls://log.example.org/x")),
        refused("sender: expected", mail("a@example.org\r\nBcc: x@example.org", "b@example.org")),
        refused("recipients: expected", mail("a@example.org", "b@example.org,c@example.org")),
        refused("recipients: expected", mail("a@example.org", "Bob <b@example.org>")),
        refused(
            "user, secret",
            request(DestinationKind.EMAIL, "", "password", "smtp://mail.example.org", TO_SOC)),
        refused(
            "a file has none",
            request(DestinationKind.ECS_FILE, "", "", "tls://x", Destination.Mail.NONE)),
        refused(
            "name: expected",
            request(
                "../x", DestinationKind.ECS_FILE, "", "", "", Destination.Mail.NONE, "", false)),
        refused(
            "ca: expected certificates",
            request(
                "d",
                DestinationKind.SYSLOG,
                "",
                "",
                "tls://x",
                Destination.Mail.NONE,
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                false)));
  }

  private static boolean isAllowed(String address, boolean allowsPrivate, boolean isPlain) {
    try {
      NameLookup.check(IpAddress.parse(address), allowsPrivate, isPlain);
      return true;
    } catch (NotificationException _) {
      return false;
    }
  }

  @Test
  void serversAreWhereTheyMayBe() {
    for (String own :
        List.of(
            "127.0.0.1",
            "::1",
            "10.1.2.3",
            "192.168.1.1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:a00:1::1")) {
      assertFalse(isAllowed(own, false, false), own);
      assertTrue(isAllowed(own, true, false), own);
      assertTrue(isAllowed(own, true, true), own);
    }
    for (String out : List.of("9.9.9.9", "2620:fe::fe")) {
      assertTrue(isAllowed(out, false, false), out);
      assertFalse(isAllowed(out, true, true), out + " without TLS");
    }
    for (String never :
        List.of("169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255")) {
      assertFalse(isAllowed(never, true, false), never);
    }
  }

  @Test
  void aServerThatMayNotBePrivateIsNotAskedThere() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver();
        NameLookup names = new NameLookup()) {
      String url = receiver.server().replace("http", "https").replace("127.0.0.1", "localhost");
      Destination asked = webhook(url).destination();
      HttpChannel channel =
          new HttpChannel(asked, new Secrets(url, Samples.KEY), names, WebhookBody::of);
      try (Courier courier = new Courier(asked, channel, "probe one", Samples.quick())) {
        Receipt receipt = courier.test(Notice.test(Instant.now()));
        assertEquals(Receipt.Outcome.REFUSED, receipt.outcome());
        assertTrue(receipt.said().contains("allow_private"), receipt.said());
      }
      assertTrue(receiver.posted.isEmpty());
    }
  }
}
