package io.nightjar.host;

/**
 * A copy of a device, for readers on other threads.
 *
 * @param device the copy
 * @param throughput at the moment of the copy
 */
public record DeviceFigures(Device device, Throughput throughput) {
  /** A device at this moment. */
  public static DeviceFigures of(Device device, long nowNanos) {
    return new DeviceFigures(device.copy(), device.throughput(nowNanos));
  }

  /** What one host did, as what its device did. */
  public static DeviceFigures of(HostFigures figures) {
    Host host = figures.host();
    Device device = new Device(host.mac(), host.firstSeenNanos());
    device.addTraffic(host);
    device.uses(host.ip());
    return new DeviceFigures(device, figures.throughput());
  }

  /** The same device as two workers saw it; this copy is added to. */
  public DeviceFigures plus(DeviceFigures other) {
    device.addAll(other.device);
    return new DeviceFigures(device, throughput.plus(other.throughput));
  }
}
