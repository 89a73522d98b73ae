package io.nightjar.probe;

import java.util.List;

/** The kinds of probes. */
public final class ProbeKinds {
  private static final List<ProbeKind> ALL =
      List.of(
          new Icmp(),
          new ContinuousIcmp(),
          new Http(Measurement.HTTP),
          new Http(Measurement.HTTPS),
          new Tcp(),
          new Dns(),
          new TlsCertificate(),
          new Throughput(),
          new PathTrace());

  private ProbeKinds() {}

  /** What each declares, in the order they are listed. */
  public static List<ProbeType> types() {
    return ALL.stream().map(ProbeKind::type).toList();
  }

  /** What this one declares. */
  public static ProbeType type(Measurement measurement) {
    return of(measurement).type();
  }

  static ProbeKind of(Measurement measurement) {
    return ALL.stream()
        .filter(kind -> kind.type().measurement() == measurement)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no kind " + measurement));
  }
}
