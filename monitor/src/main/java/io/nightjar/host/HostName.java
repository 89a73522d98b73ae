package io.nightjar.host;

import io.nightjar.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A name that was told of an address. The text is the network's: cleaned, never to be trusted.
 *
 * @param seenNanos when it was told last, since the epoch
 * @param validUntilNanos when its time to live ends, since the epoch; 0 where none was told
 * @param client who asked for it or used it; null where it was announced to all
 */
public record HostName(
    NameSource source,
    String name,
    long seenNanos,
    long validUntilNanos,
    @Nullable IpAddress client) {

  /** Whether both tell the same name from the same source. */
  public boolean isSameAs(HostName other) {
    return source == other.source && name.equals(other.name);
  }
}
