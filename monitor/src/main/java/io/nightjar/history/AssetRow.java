package io.nightjar.history;

import java.util.List;

/**
 * A row of {@code assets}: all that is known of a device.
 *
 * @param key its MAC address, or its IP address where the MAC is a router's
 * @param updatedSeconds when this was true, since the epoch; the latest row counts
 * @param names as source: name
 */
public record AssetRow(
    String key,
    long updatedSeconds,
    String probe,
    String mac,
    String ip,
    List<String> ips,
    String name,
    List<String> names,
    String manufacturer,
    String deviceType,
    String operatingSystem,
    List<String> services,
    int vlanId,
    String interfaceName,
    List<String> interfaces,
    boolean isRouter,
    String switchPort,
    long firstSeenSeconds,
    long lastSeenSeconds) {}
