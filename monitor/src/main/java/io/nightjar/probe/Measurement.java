package io.nightjar.probe;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of probes, by the names ntopng has for them where it has any. */
public enum Measurement {
  ICMP,
  CICMP,
  HTTP,
  HTTPS,
  TCP,
  DNS,
  TLS_CERTIFICATE,
  THROUGHPUT,
  PATH;

  /** As callers and the store write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of this text. */
  static Optional<Measurement> of(String text) {
    return Stream.of(values()).filter(each -> each.text().equals(text)).findFirst();
  }
}
