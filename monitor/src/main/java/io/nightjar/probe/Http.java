package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.probe.ProbeType.Operator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Time of a whole GET, with its parts, and whether the answer is the right one. */
final class Http implements ProbeKind {
  private static final long MOST_BODY_BYTES = 1 << 20;
  private static final int FIRST_ERROR = 400;

  private final ProbeType type;

  /** Of URLs of this scheme. */
  Http(Measurement measurement) {
    this(measurement, ProbeType.USUAL_TIME);
  }

  /** The same, with so much time for an answer. */
  Http(Measurement measurement, Duration longest) {
    String scheme = measurement.text();
    type =
        new ProbeType(
            measurement,
            "time of a GET, redirects followed, until the end of the answer or its first MiB",
            scheme + "://host[:port]/path",
            "ms",
            Operator.GT,
            500,
            10_000,
            ProbeType.ANY,
            ProbeType.baselines(200, 200, 800, 800),
            longest);
  }

  @Override
  public ProbeType type() {
    return type;
  }

  @Override
  public String target(String text) {
    String scheme = type.measurement().text();
    HttpUrl url = HttpUrl.parse(text.indexOf("://") < 0 ? scheme + "://" + text.strip() : text);
    if (url.isTls() != scheme.equals("https")) {
      throw new IllegalArgumentException(
          "'%s' is probed as %s, this is %s"
              .formatted(HostName.shown(text), url.isTls() ? "https" : "http", scheme));
    }
    return url.toString();
  }

  @Override
  public String host(String target) {
    return HttpUrl.parse(target).host();
  }

  @Override
  public Outcome run(Probe probe, Instruments with) throws NoAnswer, InterruptedException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    String text = probe.expectedText() == null ? "" : probe.expectedText();
    int status = probe.expectedStatus() == null ? 0 : probe.expectedStatus();
    HttpClient client =
        new HttpClient(
            with,
            Deadline.in(type.longest()),
            MOST_BODY_BYTES,
            text.isEmpty() ? (_, _) -> {} : (bytes, length) -> kept.write(bytes, 0, length),
            status);
    HttpAnswer answer = client.get(HttpUrl.parse(probe.target()));
    Phases phases = client.watch().phases();
    String wrong = wrong(answer, status, text, kept);
    if (!wrong.isEmpty()) {
      throw NoAnswer.down(wrong).with(answer.address(), phases, answer.answer());
    }
    double total = phases.totalMs() == null ? 0 : phases.totalMs();
    return Outcome.up(total)
        .to(answer.first())
        .at(answer.address())
        .with(phases)
        .with(answer.answer());
  }

  private static String wrong(
      HttpAnswer answer, int status, String text, ByteArrayOutputStream body) {
    if (status == 0 ? answer.status() >= FIRST_ERROR : answer.status() != status) {
      return "answered with status "
          + answer.status()
          + (status == 0 ? "" : String.format(Locale.ROOT, ", expected %d", status));
    }
    return text.isEmpty() || body.toString(StandardCharsets.UTF_8).contains(text)
        ? ""
        : "answered without the expected text";
  }
}
