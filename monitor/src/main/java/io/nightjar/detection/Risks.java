package io.nightjar.detection;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every flow risk that libndpi 4.2 reports, by its number. */
public final class Risks {
  /** All of them. */
  public static final List<Risk> ALL =
      Stream.of(WebRisks.ALL, TlsRisks.ALL, DnsRisks.ALL, ServiceRisks.ALL)
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(Risk::id))
          .toList();

  private Risks() {}
}
