package io.nightjar.probe;

import io.nightjar.probe.ProbeType.Operator;
import java.util.Map;

/** Days until a server's certificate ends. */
final class TlsCertificate implements ProbeKind {
  private static final int HTTPS_PORT = 443;

  private static final ProbeType TYPE =
      new ProbeType(
          Measurement.TLS_CERTIFICATE,
          "days until the server's certificate ends; negative once it has",
          "host[:port]",
          "days",
          Operator.LT,
          30,
          3_650,
          ProbeType.ANY,
          Map.of(),
          ProbeType.USUAL_TIME);

  @Override
  public ProbeType type() {
    return TYPE;
  }

  @Override
  public String target(String text) {
    return HostPort.parse(text, HTTPS_PORT).toString();
  }

  @Override
  public String host(String target) {
    return HostPort.parse(target, HTTPS_PORT).host();
  }

  @Override
  public Outcome run(Probe probe, Instruments with) throws NoAnswer, InterruptedException {
    HostPort at = HostPort.parse(probe.target(), HTTPS_PORT);
    Deadline deadline = Deadline.in(ProbeType.USUAL_TIME);
    Stopwatch watch = new Stopwatch();
    Destination to = with.find(at.host(), deadline);
    try (Connection connection = Connection.open(to, at.port(), deadline, watch)) {
      Certificate shown = connection.secure(at.host(), with.trust().get(), false, watch);
      return Outcome.up(shown.daysLeft())
          .to(to)
          .at(connection.address())
          .noting(shown.problem().isEmpty() ? "" : "not to be trusted: " + shown.problem())
          .with(watch.phases())
          .with(shown.answer());
    } catch (NoAnswer none) {
      throw none.with(none.outcome().to(to).with(watch.phases()));
    }
  }
}
