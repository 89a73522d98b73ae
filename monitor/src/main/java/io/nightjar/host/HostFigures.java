package io.nightjar.host;

/**
 * A copy of a host, for readers on other threads.
 *
 * @param host the copy
 * @param interfaceName where it was seen
 * @param throughput at the moment of the copy
 * @param identity what it gave away of itself
 */
public record HostFigures(
    Host host, String interfaceName, Throughput throughput, IdentityFigures identity) {
  /** The numbers of a host at this moment. */
  public static HostFigures summary(Host host, String interfaceName, long nowNanos) {
    return of(host, host.summary(), interfaceName, nowNanos);
  }

  /** Everything of a host at this moment. */
  public static HostFigures details(Host host, String interfaceName, long nowNanos) {
    return of(host, host.copy(), interfaceName, nowNanos);
  }

  private static HostFigures of(Host host, Host copy, String interfaceName, long nowNanos) {
    HostIdentity identity = host.identity();
    copy.agedScores(nowNanos);
    return new HostFigures(
        copy,
        interfaceName,
        host.throughput(nowNanos),
        identity == null ? IdentityFigures.NONE : identity.figures());
  }

  /** The same host as two workers saw it; this copy is added to. */
  public HostFigures plus(HostFigures other) {
    boolean later = other.host.lastSeenNanos() > host.lastSeenNanos();
    host.addAll(other.host);
    return new HostFigures(
        host,
        later ? other.interfaceName : interfaceName,
        throughput.plus(other.throughput),
        identity.plus(other.identity));
  }
}
