package io.nightjar.discovery;

import io.nightjar.asset.Sighting;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Scans of the networks that may be scanned, one at a time. */
public final class Discovery {
  /**
   * What may be scanned.
   *
   * @param networks IPv4; empty for none
   * @param packetsPerSecond sent at most
   */
  public record Config(List<Prefix> networks, int packetsPerSecond) {
    /** The most addresses of all networks together, so that a scan ends within a call's time. */
    public static final int MOST_ADDRESSES = 8_192;

    /** The largest network: a /20. */
    public static final int LARGEST_BITS = 12;

    private static final int V4_BITS = 96;

    /** Refuses what is too large, or not IPv4. */
    public Config {
      networks = List.copyOf(networks);
      long addresses = 0;
      for (Prefix network : networks) {
        int hostBits = Prefix.HOST_BITS - network.length();
        if (!network.address().isV4() || network.length() < V4_BITS || hostBits > LARGEST_BITS) {
          throw new IllegalArgumentException(
              network + " cannot be scanned: an IPv4 network of at most a /20 can");
        }
        addresses += 1L << hostBits;
      }
      if (addresses > MOST_ADDRESSES) {
        throw new IllegalArgumentException(
            addresses + " addresses are too many: at most " + MOST_ADDRESSES + " together");
      }
    }

    /** These networks, at 1,000 packets a second. */
    public static Config of(List<Prefix> networks) {
      return new Config(networks, 1_000);
    }
  }

  /**
   * What a scan found.
   *
   * @param answered the addresses that answered
   * @param sightings for the inventory
   * @param refused answers that were not asked for, or not the sender's to give
   * @param notes sentences of ours
   */
  public record Result(
      List<IpAddress> answered, List<Sighting> sightings, long refused, List<String> notes) {}

  private final Config config;
  private final ReentrantLock scanning = new ReentrantLock();
  private final Counter scans;
  private final Counter answers;
  private final Counter refused;

  /** Scans nothing by itself. */
  public Discovery(Config config, Telemetry telemetry) {
    this.config = config;
    scans = telemetry.counter("nightjar_discovery_scans_total", "Scans of local networks made");
    answers =
        telemetry.counter("nightjar_discovery_answers_total", "Addresses that answered a scan");
    refused =
        telemetry.counter(
            "nightjar_discovery_answers_refused_total",
            "Answers to scans not taken: not asked for, or of others than their sender");
  }

  /**
   * Which networks a scan for this one would reach.
   *
   * @param wanted empty for all that may be scanned
   * @throws DiscoveryException when it may not be scanned
   */
  public List<Prefix> networks(Optional<Prefix> wanted) {
    if (config.networks().isEmpty()) {
      throw new DiscoveryException(
          "active discovery is off: no network may be scanned",
          "start with --discover CIDR[,CIDR], of IPv4 networks of at most a /20; passive works"
              + " without it");
    }
    if (wanted.isEmpty()) {
      return config.networks();
    }
    Prefix network = wanted.get();
    boolean allowed =
        config.networks().stream()
            .anyMatch(
                each -> each.contains(network.address()) && each.length() <= network.length());
    if (!allowed) {
      throw new DiscoveryException(
          network + " may not be scanned",
          "these may: "
              + config.networks().stream().map(Prefix::toString).collect(Collectors.joining(", "))
              + "; start with --discover to allow others");
    }
    return List.of(network);
  }

  /**
   * Scans a network, which {@link #networks} gave.
   *
   * @throws DiscoveryException when it cannot be scanned now
   */
  public Result scan(Prefix network) throws InterruptedException {
    LocalLink link =
        LocalLink.to(network)
            .orElseThrow(
                () ->
                    new DiscoveryException(
                        "no interface of this machine has an address in " + network,
                        "get_interface_addresses shows those there are"));
    if (!scanning.tryLock()) {
      throw new DiscoveryException("a scan is under way", "call again when it has ended");
    }
    try {
      Result result = scan(network, link);
      scans.increment();
      answers.add(result.answered().size());
      refused.add(result.refused());
      return result;
    } finally {
      scanning.unlock();
    }
  }

  /** On a platform thread, for packets are sent in C; ends when whoever waits is interrupted. */
  private Result scan(Prefix network, LocalLink link) throws InterruptedException {
    AtomicBoolean givenUp = new AtomicBoolean();
    CompletableFuture<Result> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .name("discovery")
            .start(
                () -> {
                  try {
                    Beat beat = new Beat(config.packetsPerSecond(), givenUp::get);
                    result.complete(new LanScan(network, link, beat).run());
                  } catch (RuntimeException | Error e) {
                    result.completeExceptionally(e);
                  }
                });
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DiscoveryException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("a scan broke", e.getCause());
    } finally {
      givenUp.set(true);
      thread.join();
    }
  }
}
