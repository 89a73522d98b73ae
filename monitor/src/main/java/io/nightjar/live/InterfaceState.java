package io.nightjar.live;

import io.nightjar.detection.Detection;
import io.nightjar.detection.FlowWatch;
import io.nightjar.dpi.Detector;
import io.nightjar.flow.Flow;
import io.nightjar.flow.FlowIds;
import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowSink;
import io.nightjar.flow.FlowTable;
import io.nightjar.flow.TcpFlags;
import io.nightjar.flow.TimerWheel;
import io.nightjar.host.Device;
import io.nightjar.host.DeviceTable;
import io.nightjar.host.Host;
import io.nightjar.host.HostTable;
import io.nightjar.host.Origin;
import io.nightjar.host.PacketMix;
import io.nightjar.host.Traffic;
import io.nightjar.identity.CommunityId;
import io.nightjar.identity.Directory;
import io.nightjar.identity.Observer;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketKind;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What one worker knows of one interface: its part of the flows and what follows from them. Owned
 * by that worker; questions run on its thread and copy what they return.
 *
 * <p>Time is the packets' own, in nanoseconds since the epoch, and never goes back.
 */
public final class InterfaceState {
  private static final int TCP = 6;

  /** A live clock that is this much behind has been set; less is the order frames come in. */
  private static final long CLOCK_STEP_NANOS = 5_000_000_000L;

  /** A flow last seen this much later than now was seen before the clock was set back. */
  private static final long LONGEST_AHEAD_NANOS = 600_000_000_000L;

  private static final long PURGE_EVERY_NANOS = 120_000_000_000L;
  private static final long SQUEEZE_EVERY_NANOS = 5_000_000_000L;
  private static final long SQUEEZED_IDLE_NANOS = 15_000_000_000L;

  /** Longer than any flow may be silent, so no flow refers to a device that was forgotten. */
  private static final long DEVICE_IDLE_NANOS = 3_600_000_000_000L;

  /**
   * What a state is about.
   *
   * @param name the interface, or the capture file's name
   * @param capture identifies the capture file's content; empty when live
   * @param probe this monitor's name
   */
  public record Identity(String name, String capture, String probe, boolean isLive) {}

  private final Identity identity;
  private final LiveLimits limits;
  private final Detector detector;
  private final FlowWatch watch;
  private final FlowSink sink;
  private final FlowIds ids;
  private final FlowTable flows = new FlowTable();
  private final Floods floods = new Floods();
  private final TimerWheel wheel = new TimerWheel();
  private final HostTable hosts;
  private final DeviceTable devices;
  private final Population population;
  private final Totals totals;
  private final Ends ends;
  private final Applications applications = new Applications();
  private final Networks networks;
  private final Sampler sampler;
  private final Observer observer;
  private final CommunityId communityIds = new CommunityId();
  private final Consumer<Flow> whenDue = this::due;
  private long nowNanos = Long.MIN_VALUE;
  private long purgeAtNanos;
  private long squeezeAtNanos = Long.MIN_VALUE;

  /** An empty state that knows no local networks and keeps no time series. */
  public InterfaceState(
      Identity identity,
      LiveLimits limits,
      Function<IpAddress, Origin> origins,
      Detector detector,
      FlowSink sink,
      FlowIds ids,
      Directory directory) {
    this(
        identity,
        limits,
        origins,
        detector,
        Detection.NONE,
        sink,
        ids,
        directory,
        List.of(),
        SeriesSink.NONE);
  }

  /**
   * An empty state.
   *
   * @param detection the checks that flows are shown to
   * @param directory names of addresses, shared by the workers of a source
   * @param localNetworks whose traffic is counted apart
   * @param points takes the time series
   */
  public InterfaceState(
      Identity identity,
      LiveLimits limits,
      Function<IpAddress, Origin> origins,
      Detector detector,
      Detection detection,
      FlowSink sink,
      FlowIds ids,
      Directory directory,
      List<Prefix> localNetworks,
      SeriesSink points) {
    this.identity = identity;
    this.limits = limits;
    this.detector = detector;
    this.watch = detection.watch(identity.name(), identity.capture());
    this.sink = sink;
    this.ids = ids;
    hosts = new HostTable(limits.hosts(), origins);
    devices = new DeviceTable(limits.devices());
    population = new Population(hosts, devices);
    totals = new Totals(identity);
    ends = new Ends(hosts, devices, totals);
    networks = new Networks(localNetworks);
    sampler = new Sampler(this, points);
    observer = new Observer(directory, hosts);
  }

  /** Counts a frame that holds no IP packet. */
  public void countOther(PacketKind kind, Packet packet) {
    advance(packet.timeNanos());
    int sizeClass = PacketMix.sizeClass(packet.wireBytes());
    totals.count(kind, packet.wireBytes(), sizeClass, 0, nowNanos);
    ends.count(packet, nowNanos);
    switch (kind) {
      case LLDP, CDP -> observer.announced(kind, packet);
      case ARP -> ends.resolved(packet, nowNanos);
      default -> {}
    }
  }

  /**
   * Counts an IP packet.
   *
   * @param hash {@link FlowTable#hash} of the packet
   */
  public void count(Packet packet, int hash) {
    advance(packet.timeNanos());
    Flow flow = flows.find(packet, hash);
    if (flow != null && flow.isEndedAndReopenedBy(packet)) {
      wheel.cancel(flow);
      end(flow);
      flow = null;
    }
    if (flow == null) {
      flow = open(packet, hash);
    }
    boolean fromClient = flow.isFromClient(packet);
    flow.add(packet, fromClient);
    if (flow.endsNow()) {
      wheel.cancel(flow);
      wheel.schedule(flow, nowNanos + limits.timeouts().idleNanos(flow));
    }
    ends.count(flow, packet, fromClient, nowNanos);
    countApplication(flow, packet, fromClient);
    if (!flow.isChecked()) {
      watch.look(flow, packet, fromClient, nowNanos);
    }
    if (!flow.isIntroduced()) {
      observer.observe(flow, packet, fromClient);
    }
  }

  private void countApplication(Flow flow, Packet packet, boolean fromClient) {
    Traffic application = flow.applicationTraffic();
    if (application == null) {
      if (!flow.isDetected()) {
        detector.inspect(flow, packet);
      }
      if (flow.isDetected()) {
        observer.detected(flow);
        watch.detected(flow, nowNanos);
        applications.begin(flow, nowNanos);
      }
    } else if (fromClient) {
      application.sent(packet.wireBytes(), nowNanos);
    } else {
      application.received(packet.wireBytes(), nowNanos);
    }
  }

  private Flow open(Packet packet, int hash) {
    if (hosts.isFull()) {
      squeeze();
    }
    Host source = hosts.at(packet.srcHigh(), packet.srcLow(), packet.vlanId(), nowNanos);
    Host destination = hosts.at(packet.dstHigh(), packet.dstLow(), packet.vlanId(), nowNanos);
    if (isFlood(source, destination)) {
      return aggregate(packet, source);
    }
    if (flows.size() >= limits.flows()) {
      evict();
    }
    boolean answerFirst = isAnswer(packet);
    Device from = devices.at(packet.srcMac(), nowNanos);
    Device to = devices.at(packet.dstMac(), nowNanos);
    from.uses(source.ip());
    to.uses(destination.ip());
    Flow flow =
        answerFirst
            ? new Flow(ids.next(), hash, packet, true, destination, source, to, from)
            : new Flow(ids.next(), hash, packet, false, source, destination, from, to);
    meet(flow);
    flows.add(flow);
    totals.flowOpened();
    wheel.schedule(flow, nowNanos + limits.timeouts().tcpUnanswered().toNanos());
    return flow;
  }

  /** Whether a flow between them gets no place of its own. */
  private boolean isFlood(Host source, Host destination) {
    return hosts.isOverflow(source)
        || hosts.isOverflow(destination)
        || (flows.size() >= limits.crowdedFlows()
            && source.activeAsClient() >= limits.flowsOfFlood());
  }

  private Flow aggregate(Packet packet, Host source) {
    totals.packetAggregated();
    Host others = hosts.overflow(nowNanos);
    Host client = floods.hasRoomFor(source) ? source : others;
    Flow known = floods.find(client, packet.protocol());
    if (known != null) {
      return known;
    }
    Device from = devices.at(packet.srcMac(), nowNanos);
    Device to = devices.at(packet.dstMac(), nowNanos);
    Flow flow = Flow.aggregate(ids.next(), packet, client, others, from, to);
    client.flowOpened(true);
    others.flowOpened(false);
    floods.add(flow);
    totals.flowOpened();
    wheel.schedule(flow, nowNanos + limits.timeouts().other().toNanos());
    return flow;
  }

  /** Forgets hosts sooner than usual: the table is full. */
  private void squeeze() {
    if (nowNanos >= squeezeAtNanos) {
      hosts.purgeIdleSince(nowNanos - SQUEEZED_IDLE_NANOS);
      squeezeAtNanos = nowNanos + SQUEEZE_EVERY_NANOS;
    }
  }

  private void meet(Flow flow) {
    Host client = flow.client();
    Host server = flow.server();
    client.flowOpened(true);
    server.flowOpened(false);
    client.contacts().contacted(server.ip(), flow.protocol(), flow.serverPort());
    server.contacts().contactedBy(client.ip());
    if (client.lacksNetwork()) {
      networks.settle(client, nowNanos);
    }
    if (server.lacksNetwork()) {
      networks.settle(server, nowNanos);
    }
  }

  private static boolean isAnswer(Packet packet) {
    int synAck = TcpFlags.SYN | TcpFlags.ACK;
    return packet.protocol() == TCP && (packet.tcpFlags() & synAck) == synAck;
  }

  private void evict() {
    Flow soonest = wheel.takeSoonest();
    if (soonest != null) {
      totals.flowEvicted();
      end(soonest);
    }
  }

  /** Moves time on: flows whose time has come end or leave a record. */
  public void advance(long timeNanos) {
    if (timeNanos <= nowNanos) {
      if (identity.isLive() && nowNanos - timeNanos > CLOCK_STEP_NANOS) {
        stepBack(timeNanos);
      }
      return;
    }
    if (timeNanos >= sampler.dueNanos()) {
      sampler.advance(timeNanos);
    }
    nowNanos = timeNanos;
    wheel.advance(timeNanos, whenDue);
    if (timeNanos >= purgeAtNanos) {
      long idleSince = timeNanos - limits.hostIdle().toNanos();
      hosts.purgeIdleSince(idleSince);
      devices.purgeIdleSince(timeNanos - DEVICE_IDLE_NANOS);
      purgeAtNanos = timeNanos + PURGE_EVERY_NANOS;
    }
  }

  /** The clock was set back, or a frame's time was far ahead of it. */
  private void stepBack(long timeNanos) {
    totals.clockSteppedBack();
    sampler.stepBack();
    wheel.stepBack(timeNanos);
    nowNanos = timeNanos;
    purgeAtNanos = timeNanos;
    squeezeAtNanos = timeNanos;
  }

  private void due(Flow flow) {
    long idleAt = flow.lastSeenNanos() + limits.timeouts().idleNanos(flow);
    boolean isOfTheFuture = flow.lastSeenNanos() - nowNanos > LONGEST_AHEAD_NANOS;
    if (idleAt <= nowNanos || isOfTheFuture) {
      end(flow);
      return;
    }
    long recordAt = flow.recordedUntilNanos() + limits.timeouts().active().toNanos();
    if (recordAt <= nowNanos) {
      record(flow);
      recordAt = nowNanos + limits.timeouts().active().toNanos();
    }
    wheel.schedule(flow, Math.min(idleAt, recordAt));
  }

  private void end(Flow flow) {
    conclude(flow);
    record(flow);
    flow.client().flowClosed(true);
    flow.server().flowClosed(false);
    if (flow.isAggregate()) {
      floods.remove(flow);
    } else {
      flows.remove(flow);
    }
  }

  private void conclude(Flow flow) {
    if (!flow.isDetected()) {
      detector.conclude(flow);
      observer.detected(flow);
      watch.detected(flow, nowNanos);
    }
    if (flow.applicationTraffic() == null) {
      applications.begin(flow, nowNanos);
    }
    observer.ended(flow);
  }

  private void record(Flow flow) {
    if (!flow.hasUnrecorded()) {
      return;
    }
    watch.settled(flow, nowNanos);
    if (flow.isFirstRecord() && flow.application().score() > 0) {
      totals.flowAlerted();
    }
    Settlement.settle(flow, totals);
    FlowRecord record =
        flow.takeRecord(identity.probe(), identity.name(), identity.capture(), names(flow));
    if (!sink.offer(record)) {
      totals.recordRefused();
    }
  }

  private FlowRecord.Names names(Flow flow) {
    Directory directory = observer.directory();
    return new FlowRecord.Names(
        directory.name(flow.client().ip(), flow.server().ip()),
        directory.name(flow.server().ip(), flow.client().ip()),
        communityIds.of(
            flow.protocol(),
            flow.client().ip(),
            flow.server().ip(),
            flow.sourcePortOrType(),
            flow.destinationPortOrCode()));
  }

  /** All of a flow so far, for readers on other threads. */
  public FlowRecord snapshot(Flow flow) {
    return flow.snapshot(identity.probe(), identity.name(), names(flow));
  }

  /** The names learned of addresses; any thread may ask. */
  public Directory directory() {
    return observer.directory();
  }

  /** No more packets come: every flow is concluded and recorded, and stays for questions. */
  public void finish() {
    flows.forEach(this::conclude);
    flows.forEach(this::record);
    floods.forEach(this::conclude);
    floods.forEach(this::record);
    sampler.finish();
  }

  /** Frees what detection holds; nothing else works afterwards. */
  public void release() {
    flows.forEach(this::conclude);
  }

  /** What the state is about. */
  public Identity identity() {
    return identity;
  }

  /** The interface's own counts. */
  public Totals totals() {
    return totals;
  }

  /** Traffic by application. */
  public Applications applications() {
    return applications;
  }

  /** Traffic by local network. */
  public Networks networks() {
    return networks;
  }

  /** The flows in memory. */
  public FlowTable flows() {
    return flows;
  }

  /** The hosts in memory. */
  public HostTable hosts() {
    return hosts;
  }

  /** The devices in memory. */
  public DeviceTable devices() {
    return devices;
  }

  /**
   * The latest packet's time, or the clock's when live; nanoseconds since the epoch, 0 for none.
   */
  public long nowNanos() {
    return nowNanos == Long.MIN_VALUE ? 0 : nowNanos;
  }

  /** A copy of the totals. */
  public InterfaceFigures figures() {
    population.count();
    Pressure pressure =
        new Pressure(
            totals.flowsEvicted(),
            totals.packetsAggregated(),
            hosts.overflowed(),
            devices.overflowed(),
            detector.refused());
    return totals.figures(
        nowNanos(), flows.size(), population.hosts(), population.devices(), pressure);
  }
}
