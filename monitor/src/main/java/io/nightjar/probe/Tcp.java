package io.nightjar.probe;

import io.nightjar.probe.ProbeType.Operator;

/** Time until a TCP connection stands. */
final class Tcp implements ProbeKind {
  private static final ProbeType TYPE =
      new ProbeType(
          Measurement.TCP,
          "time until a TCP connection stands",
          "host:port",
          "ms",
          Operator.GT,
          50,
          10_000,
          ProbeType.ANY,
          ProbeType.ROUND_TRIPS,
          ProbeType.USUAL_TIME);

  @Override
  public ProbeType type() {
    return TYPE;
  }

  @Override
  public String target(String text) {
    return HostPort.parse(text, 0).toString();
  }

  @Override
  public String host(String target) {
    return HostPort.parse(target, 0).host();
  }

  @Override
  public Outcome run(Probe probe, Instruments with) throws NoAnswer, InterruptedException {
    HostPort at = HostPort.parse(probe.target(), 0);
    Deadline deadline = Deadline.in(ProbeType.USUAL_TIME);
    Stopwatch watch = new Stopwatch();
    Destination to = with.find(at.host(), deadline);
    if (to.isName()) {
      watch.add(Stopwatch.Part.DNS, to.dnsMs());
    }
    try (Connection connection = Connection.open(to, at.port(), deadline, watch)) {
      Double connected = watch.phases().connectMs();
      return Outcome.up(connected == null ? 0 : connected)
          .to(to)
          .at(connection.address())
          .with(watch.phases());
    } catch (NoAnswer none) {
      throw none.with(none.outcome().to(to).with(watch.phases()));
    }
  }
}
