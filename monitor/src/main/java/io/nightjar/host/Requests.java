package io.nightjar.host;

import org.jspecify.annotations.Nullable;

/**
 * What a host asked and answered in DNS, HTTP and ICMP. DNS and HTTP count flows, by the first
 * query or request of each; ICMP counts packets. Owned by one worker.
 */
public final class Requests {
  /** What is counted, each by a name of its own: a query type, a method, a class of answers. */
  public enum Kind {
    /** DNS queries it sent, by type. */
    DNS_QUERIES,
    /** DNS answers it was sent, by response code. */
    DNS_REPLIES,
    /** DNS answers it sent, by response code. */
    DNS_SERVED,
    /** HTTP requests it sent, by method. */
    HTTP_REQUESTS,
    /** HTTP answers it was sent, by class: 2xx. */
    HTTP_REPLIES,
    /** HTTP answers it sent, by class. */
    HTTP_SERVED,
    /** ICMP messages it sent, by type. */
    ICMP_SENT,
    /** ICMP messages it was sent, by type. */
    ICMP_RECEIVED
  }

  private static final int MOST_NAMES = 16;
  private static final int KINDS = Kind.values().length;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of generics
  private final @Nullable Tally<String>[] counts = new Tally[KINDS];

  /** Counts one. */
  @SuppressWarnings("EnumOrdinal") // an array by ordinal: no map for each host
  public void count(Kind kind, String name) {
    Tally<String> tally = counts[kind.ordinal()];
    if (tally == null) {
      tally = new Tally<>(MOST_NAMES, 1);
      counts[kind.ordinal()] = tally;
    }
    tally.count(name);
  }

  void addAll(Requests other) {
    for (int i = 0; i < KINDS; i++) {
      counts[i] = Tally.sum(counts[i], other.counts[i]);
    }
  }

  /** The counts of a kind, null for none. */
  @SuppressWarnings("EnumOrdinal")
  public @Nullable Tally<String> of(Kind kind) {
    return counts[kind.ordinal()];
  }
}
