package io.nightjar.notification;

import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Severity;
import io.nightjar.net.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Notices and destinations to test with. */
final class Samples {
  static final String KEY = "0123456789abcdef";
  static final Pace AT_ONCE = new Pace(0, 100, 6_000);

  /** What a hostile host may call itself. */
  static final String HOSTILE =
      "evil\"] [x y=\"1\"]\r\nBcc: all@example.org\r\n\r\n<!channel> <at>all</at> @everyone"
          + " [click](http://evil.example) **bold** \u202egpj.exe\u0000 http://evil.example/x";

  private Samples() {}

  static Notice notice(String subject, Severity severity) {
    return new Notice(
        Notice.Event.RAISED,
        0,
        "port_scan",
        severity,
        Category.SECURITY,
        Entity.HOST,
        subject,
        "eth0",
        Instant.parse("2026-01-31T12:00:00.123456Z"),
        1,
        "A host asks many ports",
        List.of(new Finding.Evidence("ports", "1000", "100")),
        "T1046",
        Optional.of(IpAddress.parse("192.0.2.7")),
        Optional.of(IpAddress.parse("2001:db8::1")));
  }

  static Notice hostile() {
    Notice plain = notice(HOSTILE, Severity.ERROR);
    return new Notice(
        plain.event(),
        7,
        plain.key(),
        plain.severity(),
        plain.category(),
        plain.entity(),
        HOSTILE,
        HOSTILE,
        plain.time(),
        1,
        HOSTILE,
        List.of(new Finding.Evidence(HOSTILE, HOSTILE, HOSTILE)),
        HOSTILE,
        plain.attacker(),
        plain.victim());
  }

  static Batch batch(Notice... notices) {
    return new Batch("id-1", "probe one", List.of(notices), Missed.NOTHING);
  }

  static Destination destination(DestinationKind kind, String server, String authority, Pace pace) {
    Destination.Mail mail =
        kind == DestinationKind.EMAIL
            ? new Destination.Mail("", "nightjar@example.org", List.of("soc@example.org"))
            : Destination.Mail.NONE;
    return new Destination("d", kind, server, mail, authority, true, NoticeFilter.ALL, pace);
  }

  /** Limits under which a test need not wait. */
  static Courier.Limits quick(int queue, Duration deadline, Duration giveUpAfter) {
    return new Courier.Limits(
        queue,
        deadline,
        new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), giveUpAfter, () -> 0),
        System::nanoTime);
  }

  static Courier.Limits quick() {
    return quick(100, Duration.ofSeconds(10), Duration.ofMinutes(1));
  }

  static Notifications.Config config(Path folder) {
    return new Notifications.Config(folder, "probe one");
  }
}
