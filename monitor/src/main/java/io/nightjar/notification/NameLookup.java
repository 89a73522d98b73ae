package io.nightjar.notification;

import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds a destination's server, and refuses addresses where it may not be: the monitor must not be
 * made to speak to machines that only it can reach.
 */
final class NameLookup implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 64;
  private static final long MOST_SECONDS = 10;

  /** IPv4 behind a translator (RFC 6052), and in 6to4 (RFC 3056). */
  private static final Prefix NAT64 = Prefix.parse("64:ff9b::/96");

  private static final Prefix SIX_TO_FOUR = Prefix.parse("2002::/16");

  /** The resolver blocks in C, so it runs on platform threads. */
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("notification-names-", 0).factory());

  NameLookup() {
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * An address of the destination's server.
   *
   * @param isPlain whether it is asked without TLS
   * @throws IOException when none is known now
   * @throws NotificationException when it is one that is not allowed
   */
  InetAddress find(Destination destination, boolean isPlain)
      throws IOException, InterruptedException {
    InetAddress[] found = lookUp(destination.host());
    for (InetAddress each : found) {
      check(IpAddress.of(each.getAddress()), destination.allowsPrivate(), isPlain);
    }
    return found[0];
  }

  private InetAddress[] lookUp(String host) throws IOException, InterruptedException {
    Future<InetAddress[]> lookup;
    try {
      lookup = threads.submit(() -> InetAddress.getAllByName(host));
    } catch (RejectedExecutionException _) {
      throw new IOException("the resolver is busy: " + host + " cannot be looked up now");
    }
    try {
      return lookup.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      throw new IOException("the resolver did not answer for " + host + " in 10 s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownHostException
          ? new IOException("the name " + host + " is not known")
          : new IOException("the name " + host + " cannot be looked up");
    } finally {
      lookup.cancel(true);
    }
  }

  /** Refuses an address where the server may not be. */
  static void check(IpAddress address, boolean allowsPrivate, boolean isPlain) {
    AddressScope scope = AddressScope.of(embedded(address));
    switch (scope) {
      case PUBLIC -> require(!isPlain, address + " is public: it is asked over TLS only");
      case LOOPBACK, PRIVATE, SHARED ->
          require(allowsPrivate, address + " is not public: it needs allow_private");
      case UNSPECIFIED, LINK_LOCAL, DOCUMENTATION, BENCHMARK, MULTICAST, BROADCAST, RESERVED ->
          require(false, address + " is no address that notices can go to");
    }
  }

  private static void require(boolean holds, String why) {
    if (!holds) {
      throw new NotificationException(why, "docs/notifications.md tells who can be reached");
    }
  }

  /** The IPv4 address in an IPv6 address that stands for one; any other itself. */
  private static IpAddress embedded(IpAddress address) {
    byte[] bytes = address.bytes();
    if (NAT64.contains(address)) {
      return IpAddress.of(Arrays.copyOfRange(bytes, 12, 16));
    }
    return SIX_TO_FOUR.contains(address) ? IpAddress.of(Arrays.copyOfRange(bytes, 2, 6)) : address;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
