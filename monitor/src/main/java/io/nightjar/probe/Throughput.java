package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.probe.ProbeType.Operator;
import java.time.Duration;

/** How fast a URL comes. */
final class Throughput implements ProbeKind {
  private static final long MOST_BYTES = 32L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int FIRST_ERROR = 400;
  private static final double BITS_PER_MILLI_IN_MEGABIT = 8 / 1e3;

  /** Less is over before it is fast. */
  private static final long FEWEST_BYTES = 100_000;

  private static final ProbeType TYPE =
      new ProbeType(
          Measurement.THROUGHPUT,
          "speed of a GET's body, at most its first 32 MiB",
          "http(s)://host[:port]/path of at least 100 kB",
          "Mbit/s",
          Operator.LT,
          10,
          10_000,
          ProbeType.ANY,
          ProbeType.baselines(800, 75, 10, 6),
          LONGEST);

  @Override
  public ProbeType type() {
    return TYPE;
  }

  @Override
  public String target(String text) {
    return HttpUrl.parse(text).toString();
  }

  @Override
  public String host(String target) {
    return HttpUrl.parse(target).host();
  }

  @Override
  public Outcome run(Probe probe, Instruments with) throws NoAnswer, InterruptedException {
    HttpClient client = new HttpClient(with, Deadline.in(LONGEST), MOST_BYTES, (_, _) -> {}, 0);
    HttpAnswer answer = client.get(HttpUrl.parse(probe.target()));
    Phases phases = client.watch().phases();
    if (answer.status() >= FIRST_ERROR) {
      throw NoAnswer.down("answered with status " + answer.status())
          .with(answer.address(), phases, answer.answer());
    }
    if (answer.bytes() < FEWEST_BYTES) {
      throw NoAnswer.failed(
              "answered with %d bytes: at least %d are needed to tell a speed"
                  .formatted(answer.bytes(), FEWEST_BYTES))
          .with(answer.address(), phases, answer.answer());
    }
    return Outcome.up(answer.bytes() / answer.bodyMs() * BITS_PER_MILLI_IN_MEGABIT)
        .to(answer.first())
        .at(answer.address())
        .with(phases)
        .with(answer.answer());
  }
}
