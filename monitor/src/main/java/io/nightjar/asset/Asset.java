package io.nightjar.asset;

import io.nightjar.host.NameSource;
import io.nightjar.net.IpAddress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A device, and all that is known of it. Names, and what is told from them, are text from the
 * network: cleaned, never to be trusted.
 *
 * @param ips IPv4 first, of these the one seen last; of a router only its own
 * @param names the latest of each source
 * @param deviceType empty when unknown
 * @param os empty when unknown
 * @param services ports it answered on with what is usually there, and services it announced
 * @param vlanId where it was last seen, 0 for none
 * @param interfaces the one it was last seen on first
 * @param isRouter whether others send from its MAC
 * @param switchPort empty when unknown
 * @param firstSeenSeconds since the epoch
 * @param lastSeenSeconds when it last sent something
 */
public record Asset(
    AssetKey key,
    List<IpAddress> ips,
    SortedMap<NameSource, String> names,
    String manufacturer,
    String deviceType,
    String os,
    SortedSet<String> services,
    int vlanId,
    List<String> interfaces,
    boolean isRouter,
    String switchPort,
    long firstSeenSeconds,
    long lastSeenSeconds) {
  /** The most addresses kept. */
  static final int MOST_ADDRESSES = 16;

  /** The most services kept. */
  static final int MOST_SERVICES = 32;

  /** The most interfaces kept. */
  static final int MOST_INTERFACES = 8;

  /** Copies what it is given. */
  public Asset {
    ips = List.copyOf(ips);
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    interfaces = List.copyOf(interfaces);
  }

  /** The address it was seen with last; null when none is known. */
  public @Nullable IpAddress ip() {
    return ips.isEmpty() ? null : ips.getFirst();
  }

  /** The interface it was seen on last; empty when none is known. */
  public String interfaceName() {
    return interfaces.isEmpty() ? "" : interfaces.getFirst();
  }

  /** The name of the source to believe first; empty for none. */
  public String name() {
    return names.isEmpty() ? "" : names.firstEntry().getValue();
  }

  /** Source and name of each. */
  public List<String> namesBySource() {
    return names.entrySet().stream().map(Asset::text).toList();
  }

  private static String text(Map.Entry<NameSource, String> name) {
    return name.getKey().name().toLowerCase(Locale.ROOT) + ": " + name.getValue();
  }

  /** Whether the other tells the same, but for when it was seen. */
  boolean tellsTheSameAs(Asset other) {
    return key.equals(other.key)
        && isRouter == other.isRouter
        && vlanId == other.vlanId
        && ips.equals(other.ips)
        && names.equals(other.names)
        && services.equals(other.services)
        && interfaces.equals(other.interfaces)
        && deviceType.equals(other.deviceType)
        && os.equals(other.os)
        && manufacturer.equals(other.manufacturer)
        && switchPort.equals(other.switchPort);
  }
}
