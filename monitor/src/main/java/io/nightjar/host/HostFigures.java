package io.nightjar.host;

/**
 * A copy of a host, for readers on other threads.
 *
 * @param host the copy
 * @param interfaceName where it was seen
 * @param throughput at the moment of the copy
 */
public record HostFigures(Host host, String interfaceName, Throughput throughput) {
  /** The numbers of a host at this moment. */
  public static HostFigures summary(Host host, String interfaceName, long nowNanos) {
    return new HostFigures(host.summary(), interfaceName, host.throughput(nowNanos));
  }

  /** Everything of a host at this moment. */
  public static HostFigures details(Host host, String interfaceName, long nowNanos) {
    return new HostFigures(host.copy(), interfaceName, host.throughput(nowNanos));
  }

  /** The same host as two workers saw it; this copy is added to. */
  public HostFigures plus(HostFigures other) {
    boolean later = other.host.lastSeenNanos() > host.lastSeenNanos();
    host.addAll(other.host);
    return new HostFigures(
        host, later ? other.interfaceName : interfaceName, throughput.plus(other.throughput));
  }
}
