package io.nightjar.identity;

import io.nightjar.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a device and its DHCP server said to each other. Texts are the device's: cleaned, never to
 * be trusted.
 *
 * @param mac the device, 48 bits
 * @param address what it was given or renewed; null while that was not seen
 * @param fingerprint the options it asked for, in its order: {@code 1,3,6,15}
 * @param leaseSeconds for how long, 0 unknown
 * @param seenNanos when they last spoke, since the epoch
 */
public record Lease(
    long mac,
    @Nullable IpAddress address,
    String hostName,
    String fingerprint,
    String vendorClass,
    long leaseSeconds,
    long seenNanos) {

  /** The same, with what a later message adds. */
  Lease then(Lease later) {
    return new Lease(
        mac,
        later.address != null ? later.address : address,
        later.hostName.isEmpty() ? hostName : later.hostName,
        later.fingerprint.isEmpty() ? fingerprint : later.fingerprint,
        later.vendorClass.isEmpty() ? vendorClass : later.vendorClass,
        later.leaseSeconds != 0 ? later.leaseSeconds : leaseSeconds,
        Math.max(seenNanos, later.seenNanos));
  }
}
