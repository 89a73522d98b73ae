package io.nightjar.live;

import io.nightjar.host.Amount;
import io.nightjar.host.Device;
import io.nightjar.host.Host;
import io.nightjar.host.Traffic;
import io.nightjar.live.SeriesPoint.More;
import io.nightjar.net.MacAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Cuts the packets' time into intervals and offers, when one ends, a point for each thing that
 * moved in it. Of hosts, devices, autonomous systems and VLANs those that moved most bytes have
 * points of their own, the rest one together. Owned by one worker.
 */
final class Sampler {
  /** Keys of a series that have points of their own in an interval, for one worker. */
  private static final int MOST_KEYS = 200;

  private static final long SECOND = 1_000_000_000L;
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;

  private final InterfaceState state;
  private final SeriesSink sink;
  private long dueNanos = Long.MIN_VALUE;
  private long secondStart;
  private long minuteStart;
  private long fiveMinutesStart;
  private Amount secondAmount = Amount.NONE;
  private Amount minuteAmount = Amount.NONE;
  private long sampledDropped;
  private long sampledFlows;

  Sampler(InterfaceState state, SeriesSink sink) {
    this.state = state;
    this.sink = sink;
  }

  /** When {@link #advance} has something to do, nanoseconds since the epoch. */
  long dueNanos() {
    return dueNanos;
  }

  /** Time has come to this moment: intervals that ended before it leave their points. */
  void advance(long nowNanos) {
    long second = Math.floorDiv(nowNanos, SECOND);
    if (dueNanos != Long.MIN_VALUE) {
      endIntervals(second);
    }
    secondStart = second;
    minuteStart = second - Math.floorMod(second, MINUTE);
    fiveMinutesStart = second - Math.floorMod(second, FIVE_MINUTES);
    dueNanos = (second + 1) * SECOND;
  }

  private void endIntervals(long second) {
    sampleSecond();
    if (second >= minuteStart + MINUTE) {
      sampleMinute();
    }
    if (second >= fiveMinutesStart + FIVE_MINUTES) {
      sampleFiveMinutes();
    }
  }

  /** Time went back: all intervals end, and new ones begin with the next moment. */
  void stepBack() {
    finish();
    dueNanos = Long.MIN_VALUE;
  }

  /** No more packets come: all intervals end. */
  void finish() {
    if (dueNanos != Long.MIN_VALUE) {
      sampleSecond();
      sampleMinute();
      sampleFiveMinutes();
    }
  }

  private void sampleSecond() {
    Amount now = state.totals().amount();
    long dropped = state.totals().dropped();
    Amount more = now.minus(secondAmount);
    if (more.packets() > 0 || dropped > sampledDropped) {
      More lost = new More(0, dropped - sampledDropped, 0, 0, 0);
      offer(Series.INTERFACE, state.identity().name(), secondStart, more, lost);
    }
    secondAmount = now;
    sampledDropped = dropped;
  }

  private void sampleMinute() {
    Amount now = state.totals().amount();
    long flows = state.totals().flowsTotal();
    More gauges =
        new More(
            flows - sampledFlows,
            0,
            state.flows().size(),
            state.hosts().size(),
            state.devices().size());
    offer(
        Series.INTERFACE_SUMMARY,
        state.identity().name(),
        minuteStart,
        now.minus(minuteAmount),
        gauges);
    minuteAmount = now;
    sampledFlows = flows;
    sampleApplications();
    state.networks().seen().stream()
        .filter(Traffic::hasUnsampled)
        .forEach(each -> offer(Series.NETWORK, each.prefix().toString(), minuteStart, each));
  }

  private void sampleApplications() {
    Map<String, Amount> categories = new HashMap<>();
    Map<String, Amount> applications = new HashMap<>();
    Map<String, Long> flows = new HashMap<>();
    state
        .applications()
        .forEach(
            each -> {
              if (!each.hasUnsampled()) {
                return;
              }
              Amount more = each.takeUnsampled();
              applications.merge(each.application(), more, Amount::plus);
              categories.merge(each.category(), more, Amount::plus);
              flows.merge(each.application(), each.takeUnsampledFlows(), Long::sum);
            });
    applications.forEach(
        (name, amount) ->
            offer(
                Series.APPLICATION,
                name,
                minuteStart,
                amount,
                More.flows(flows.getOrDefault(name, 0L))));
    categories.forEach(
        (name, amount) -> offer(Series.CATEGORY, name, minuteStart, amount, More.NONE));
  }

  private void sampleFiveMinutes() {
    Busiest<Host> hosts = new Busiest<>(MOST_KEYS);
    Map<Long, Amount> systems = new HashMap<>();
    Map<String, Amount> countries = new HashMap<>();
    Map<Integer, Amount> vlans = new HashMap<>();
    forEachThatMoved(
        state.hosts()::forEach,
        (host, more) -> {
          hosts.offer(host, more);
          systems.merge(host.origin().asn(), more, Amount::plus);
          countries.merge(host.origin().country(), more, Amount::plus);
          Amount once = new Amount(0, more.bytesSent(), 0, more.packetsSent());
          vlans.merge(host.vlanId(), once, Amount::plus);
        });
    systems.remove(0L);
    countries.remove("");
    vlans.remove(0);
    Busiest<Device> devices = new Busiest<>(MOST_KEYS);
    forEachThatMoved(state.devices()::forEach, devices::offer);
    offer(Series.HOST, hosts, Sampler::keyOf);
    offer(Series.DEVICE, devices, device -> new MacAddress(device.mac()).toString());
    offer(Series.ASN, busiest(systems), String::valueOf);
    offer(Series.COUNTRY, busiest(countries), country -> country);
    offer(Series.VLAN, busiest(vlans), String::valueOf);
  }

  private interface Moved<T> {
    void by(T thing, Amount more);
  }

  private static <T extends Traffic> void forEachThatMoved(
      Consumer<Consumer<T>> things, Moved<T> visitor) {
    things.accept(
        each -> {
          if (each.hasUnsampled()) {
            visitor.by(each, each.takeUnsampled());
          }
        });
  }

  private static String keyOf(Host host) {
    return host.vlanId() == 0 ? host.ip().toString() : host.ip() + "@" + host.vlanId();
  }

  private static <K> Busiest<K> busiest(Map<K, Amount> amounts) {
    Busiest<K> busiest = new Busiest<>(MOST_KEYS);
    amounts.forEach(busiest::offer);
    return busiest;
  }

  private <K> void offer(Series series, Busiest<K> busiest, Function<K, String> key) {
    busiest.forEach(
        (each, amount) -> offer(series, key.apply(each), fiveMinutesStart, amount, More.NONE));
    offer(series, Applications.OTHER, fiveMinutesStart, busiest.others(), More.NONE);
  }

  private void offer(Series series, String key, long start, Traffic traffic) {
    offer(series, key, start, traffic.takeUnsampled(), More.NONE);
  }

  private void offer(Series series, String key, long start, Amount amount, More more) {
    if (amount.packets() == 0 && more.equals(More.NONE)) {
      return;
    }
    if (!sink.offer(new SeriesPoint(state.identity(), series, key, start, amount, more))) {
      state.totals().pointRefused();
    }
  }
}
