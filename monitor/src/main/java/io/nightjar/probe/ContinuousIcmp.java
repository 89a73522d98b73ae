package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.probe.ProbeType.Operator;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Availability by an echo request a second, with round trips, jitter and loss. */
final class ContinuousIcmp implements ProbeKind {
  private static final int REQUESTS = 50;
  private static final Duration SPACING = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final ProbeType TYPE =
      new ProbeType(
          Measurement.CICMP,
          "percent of 50 echo requests, one a second, that are answered",
          "host name or address",
          "%",
          Operator.LT,
          99,
          100,
          List.of(Granularity.MINUTE),
          Map.of(),
          Duration.ofSeconds(58));

  private final int requests;
  private final Duration spacing;

  ContinuousIcmp() {
    this(REQUESTS, SPACING);
  }

  /** So many, so far apart. */
  ContinuousIcmp(int requests, Duration spacing) {
    this.requests = requests;
    this.spacing = spacing;
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
    Destination to = with.find(probe.target(), Deadline.in(TIMEOUT));
    EchoTrain train = EchoTrain.run(with.echoes(), to.first(), requests, spacing, TIMEOUT);
    Phases phases = to.isName() ? Icmp.named(to) : Phases.NONE;
    int received = train.echoes().received();
    if (received == 0) {
      throw NoAnswer.down(train.silence())
          .with(Outcome.none(State.DOWN, train.silence()).to(to).with(train.echoes()).with(phases));
    }
    return Outcome.up(100.0 * received / requests).to(to).with(train.echoes()).with(phases);
  }
}
