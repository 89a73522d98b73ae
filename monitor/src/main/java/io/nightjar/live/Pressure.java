package io.nightjar.live;

/**
 * What was done because memory is bounded. Each says that something is told less finely than it
 * could be; nothing goes uncounted.
 *
 * @param flowsEvicted flows ended early because the table was full
 * @param packetsAggregated packets counted in a flow that stands for many of one source
 * @param hostsOverflowed times an address found no place and was counted under {@code ::}
 * @param devicesOverflowed likewise MAC addresses, under 00:00:00:00:00:00
 * @param detectionsRefused flows told by their ports because detection had no memory left
 */
public record Pressure(
    long flowsEvicted,
    long packetsAggregated,
    long hostsOverflowed,
    long devicesOverflowed,
    long detectionsRefused) {

  /** Of two workers. */
  public Pressure plus(Pressure other) {
    return new Pressure(
        flowsEvicted + other.flowsEvicted,
        packetsAggregated + other.packetsAggregated,
        hostsOverflowed + other.hostsOverflowed,
        devicesOverflowed + other.devicesOverflowed,
        detectionsRefused + other.detectionsRefused);
  }
}
