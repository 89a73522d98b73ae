package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.probe.ProbeType.Operator;
import java.time.Duration;

/** Round-trip time of echo requests: a few, so that one that is lost is no outage. */
final class Icmp implements ProbeKind {
  private static final int REQUESTS = 3;
  private static final Duration SPACING = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(9);

  private static final ProbeType TYPE =
      new ProbeType(
          Measurement.ICMP,
          "mean round trip of 3 echo requests",
          "host name or address",
          "ms",
          Operator.GT,
          50,
          10_000,
          ProbeType.ANY,
          ProbeType.ROUND_TRIPS,
          Duration.ofSeconds(15));

  private final int requests;
  private final Duration spacing;
  private final Duration timeout;

  Icmp() {
    this(REQUESTS, SPACING, TIMEOUT);
  }

  /** So many, so far apart, each waited for so long. */
  Icmp(int requests, Duration spacing, Duration timeout) {
    this.requests = requests;
    this.spacing = spacing;
    this.timeout = timeout;
  }

  @Override
  public ProbeType type() {
    return TYPE;
  }

  @Override
  public String target(String text) {
    return HostName.parse(text);
  }

  @Override
  public String host(String target) {
    return target;
  }

  @Override
  public Outcome run(Probe probe, Instruments with) throws NoAnswer, InterruptedException {
    Destination to = with.find(probe.target(), Deadline.in(ProbeType.USUAL_TIME));
    EchoTrain train = EchoTrain.run(with.echoes(), to.first(), requests, spacing, timeout);
    Phases phases = to.isName() ? named(to) : Phases.NONE;
    Outcome found =
        Outcome.none(State.DOWN, train.silence()).to(to).with(train.echoes()).with(phases);
    Double mean = train.echoes().avgMs();
    if (mean == null) {
      throw NoAnswer.down(train.silence()).with(found);
    }
    return Outcome.up(mean).to(to).with(train.echoes()).with(phases);
  }

  /** A name was looked up before. */
  static Phases named(Destination to) {
    return new Phases(Outcome.rounded(to.dnsMs()), null, null, null, null);
  }
}
