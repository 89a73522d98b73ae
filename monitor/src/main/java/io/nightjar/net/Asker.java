package io.nightjar.net;

import java.util.Arrays;
import java.util.List;

/**
 * Who a question is for, as far as its answer depends on it: carried down a call, so that whatever
 * chooses rows, of live state or of history, chooses those the asker may see.
 *
 * @param token the number of the asker's token; 0 for Nightjar itself
 * @param networks the only networks whose rows it sees; empty for all
 * @param interfaces the only interfaces and capture files whose rows it sees; empty for all
 */
public record Asker(long token, List<Prefix> networks, List<String> interfaces) {
  /** Nightjar itself, which sees everything. */
  public static final Asker NIGHTJAR = new Asker(0, List.of(), List.of());

  private static final ScopedValue<Asker> CURRENT = ScopedValue.newInstance();

  /** Copies the lists. */
  public Asker {
    networks = List.copyOf(networks);
    interfaces = List.copyOf(interfaces);
  }

  /** An asker who sees all interfaces. */
  public Asker(long token, List<Prefix> networks) {
    this(token, networks, List.of());
  }

  /** Who the call on this thread is for; asked where a question begins, not on workers' threads. */
  public static Asker current() {
    return CURRENT.orElse(NIGHTJAR);
  }

  /** Runs a call for this asker. */
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> call) throws X {
    return ScopedValue.where(CURRENT, this).call(call);
  }

  /** Whether there are rows it does not see. */
  public boolean isBound() {
    return isBoundToNetworks() || !interfaces.isEmpty();
  }

  /** Whether it sees only some networks. */
  public boolean isBoundToNetworks() {
    return !networks.isEmpty();
  }

  /** Whether it sees rows of this interface or capture file. */
  public boolean seesInterface(String name) {
    return interfaces.isEmpty() || interfaces.contains(name);
  }

  /** Whether it sees a row with these addresses: one of them must be in its networks. */
  public boolean sees(IpAddress... addresses) {
    return networks.isEmpty() || Arrays.stream(addresses).anyMatch(this::isInside);
  }

  /** Whether it sees a row with these addresses: one of them must be in its networks. */
  public boolean seesAny(Iterable<IpAddress> addresses) {
    if (networks.isEmpty()) {
      return true;
    }
    for (IpAddress address : addresses) {
      if (isInside(address)) {
        return true;
      }
    }
    return false;
  }

  private boolean isInside(IpAddress address) {
    for (Prefix network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
