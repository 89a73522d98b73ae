package io.nightjar.http;

import io.nightjar.http.SenderLimits.Place;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How fast, and how many at once, requests of one token and of one address may come. Servers that
 * share it count them together.
 */
public final class RequestLimits {
  /**
   * Limits of one token and of one address (IPv6: a /64).
   *
   * @param tokenRate requests a second on average; {@link #BURST_SECONDS} times as many together
   * @param tokenAtOnce requests not answered yet
   * @param addressRate as {@code tokenRate}, of all tokens that come from an address
   * @param addressAtOnce as {@code tokenAtOnce}
   */
  public record Config(int tokenRate, int tokenAtOnce, int addressRate, int addressAtOnce) {
    /** The most requests a second that can be told apart from no limit. */
    public static final int MOST = 1_000_000;

    /** Checks ranges. */
    public Config {
      for (int each : new int[] {tokenRate, tokenAtOnce, addressRate, addressAtOnce}) {
        if (each < 1 || each > MOST) {
          throw new IllegalArgumentException("from 1 to " + MOST + ", got " + each);
        }
      }
    }

    /** Enough for a person's assistants and scripts. */
    public static Config defaults() {
      return new Config(100, 64, 1_000, 256);
    }
  }

  /** How many seconds' worth of requests may come together after a silence. */
  public static final int BURST_SECONDS = 5;

  private static final int MOST_SENDERS = 4_096;

  private final SenderLimits tokens;
  private final SenderLimits addresses;
  private final FailedLogins failedLogins;
  private final Counter tokenRefused;
  private final Counter addressRefused;
  private final LongAdder running = new LongAdder();

  /** Limits that count from now. */
  public RequestLimits(Config config, InstantSource clock, Telemetry telemetry) {
    tokens =
        new SenderLimits(
            MOST_SENDERS,
            config.tokenRate(),
            config.tokenRate() * BURST_SECONDS,
            config.tokenAtOnce(),
            System::nanoTime);
    addresses =
        new SenderLimits(
            MOST_SENDERS,
            config.addressRate(),
            config.addressRate() * BURST_SECONDS,
            config.addressAtOnce(),
            System::nanoTime);
    failedLogins = new FailedLogins(clock);
    tokenRefused = refused(telemetry, "token");
    addressRefused = refused(telemetry, "address");
    telemetry.watch(
        "nightjar_http_addresses_known",
        "Client addresses whose requests are counted",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        addresses::known);
  }

  private static Counter refused(Telemetry telemetry, String by) {
    return telemetry.counter(
        "nightjar_http_limited_total",
        "Requests refused because too many came of one token or address",
        new TreeMap<>(Map.of("by", by)));
  }

  /** A place for a request from this address. */
  Place ofAddress(InetAddress address) {
    return counted(addresses.enter(key(address)), addressRefused);
  }

  /** A place for a request of this token. */
  Place ofToken(long tokenId) {
    return counted(tokens.enter(tokenId), tokenRefused);
  }

  /** Counts requests that came in another; how long to wait where they may not be sent. */
  Duration more(long tokenId, Optional<InetAddress> address, int requests) {
    Duration ofToken = tokens.take(tokenId, requests);
    if (!ofToken.isZero()) {
      tokenRefused.increment();
      return ofToken;
    }
    Duration ofAddress =
        address.map(each -> addresses.take(key(each), requests)).orElse(Duration.ZERO);
    if (!ofAddress.isZero()) {
      addressRefused.increment();
    }
    return ofAddress;
  }

  private static Place counted(Place place, Counter refused) {
    if (place.isRefused()) {
      refused.increment();
    }
    return place;
  }

  FailedLogins failedLogins() {
    return failedLogins;
  }

  void begin() {
    running.increment();
  }

  void end() {
    running.decrement();
  }

  /** Requests not answered yet. */
  public long running() {
    return running.sum();
  }

  /** Connections a server has at most, and so requests. */
  public long mostAtOnce() {
    return HttpServer.Config.MAX_CONNECTIONS;
  }

  /** Requests refused since the start. */
  public long refused() {
    return tokenRefused.value() + addressRefused.value();
  }

  /** What an address is remembered by: an IPv6 host has a whole /64 to send from. */
  static long key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? ByteBuffer.wrap(bytes).getLong()
        : Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
  }
}
