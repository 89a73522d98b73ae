package io.nightjar.enrich;

import io.nightjar.host.Origin;
import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The look-up files, and what they say of an address. Private and special addresses are told by
 * their registries, before any file is asked. Safe from several threads.
 */
public final class LookupData {
  private static final System.Logger LOG = System.getLogger(LookupData.class.getName());
  private static final List<String> SOURCES =
      List.of("dbip-country.mmdb", "asn-ipv4.csv", "asn-ipv6.csv");
  private static final String COMPILED = "origins.bin";

  /** What makes an origin. */
  private record Facts(AddressScope scope, int country, int system, boolean isLocal) {}

  /** Each origin once, so that hosts share them; no more than the files have combinations. */
  private final Map<Facts, Origin> known = new ConcurrentHashMap<>();

  private final Origins origins;
  private final MacVendors vendors;
  private final List<Prefix> localNetworks;
  private final List<String> missing = new ArrayList<>();

  private LookupData(Path folder, List<Prefix> localNetworks) {
    this.localNetworks = List.copyOf(localNetworks);
    origins = origins(folder);
    Path oui = folder.resolve("oui.json");
    boolean hasVendors = Files.isReadable(oui);
    vendors = hasVendors ? MacVendors.of(oui) : MacVendors.none();
    if (!hasVendors) {
      missing.add("MAC vendors: no " + oui.getFileName());
    }
    missing.forEach(what -> LOG.log(System.Logger.Level.WARNING, "no look-up data for {0}", what));
  }

  /** Opens what is there of {@code dbip-country.mmdb, asn-ipv4.csv, asn-ipv6.csv, oui.json}. */
  public static LookupData open(Path folder, List<Prefix> localNetworks) {
    return new LookupData(folder, localNetworks);
  }

  private Origins origins(Path folder) {
    long stamp = stamp(folder);
    Path compiled = folder.resolve(COMPILED);
    @Nullable Origins mapped = OriginsFile.map(compiled, stamp);
    return mapped != null ? mapped : compile(folder, compiled, stamp);
  }

  private Origins compile(Path folder, Path compiled, long stamp) {
    AddressRangesBuilder countries = new AddressRangesBuilder();
    AddressRangesBuilder systemRanges = new AddressRangesBuilder();
    List<Origins.AutonomousSystem> systems = List.of();
    try {
      countries = Countries.read(folder.resolve(SOURCES.getFirst()));
    } catch (IOException e) {
      missing.add("countries: " + reason(e));
    }
    try {
      var read =
          AutonomousSystems.read(folder.resolve(SOURCES.get(1)), folder.resolve(SOURCES.get(2)));
      systemRanges = read.ranges();
      systems = read.systems();
    } catch (IOException e) {
      missing.add("autonomous systems: " + reason(e));
    }
    byte[] content = OriginsFile.encode(stamp, countries, systemRanges, systems);
    if (missing.isEmpty()) {
      keep(compiled, content);
    }
    @Nullable Origins made = OriginsFile.of(MemorySegment.ofArray(content), stamp);
    if (made == null) {
      throw new AssertionError("look-up data just encoded cannot be read");
    }
    return made;
  }

  private static void keep(Path compiled, byte[] content) {
    try {
      OriginsFile.write(compiled, content);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "look-up data is read anew at each start: {0} cannot be written: {1}",
          compiled,
          e.getMessage());
    }
  }

  /** Changes when a published file does. */
  private static long stamp(Path folder) {
    long stamp = 17;
    for (String name : SOURCES) {
      Path file = folder.resolve(name);
      try {
        long time = Files.getLastModifiedTime(file).toMillis();
        stamp = (stamp * 31 + Files.size(file)) * 31 + time;
      } catch (IOException _) {
        stamp = stamp * 31;
      }
    }
    return stamp;
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  /** What is known of an address. */
  public Origin origin(IpAddress address) {
    AddressScope scope = AddressScope.of(address);
    boolean isPublic = scope == AddressScope.PUBLIC;
    int country = isPublic ? origins.country(address.high(), address.low()) : 0;
    int system = isPublic ? origins.systemIndex(address.high(), address.low()) : 0;
    return known.computeIfAbsent(new Facts(scope, country, system, isLocal(address)), this::origin);
  }

  private Origin origin(Facts facts) {
    Origins.AutonomousSystem system = origins.system(facts.system());
    int country = facts.country();
    String code = country == 0 ? "" : "" + (char) (country >> 8) + (char) (country & 0xff);
    return new Origin(facts.scope(), code, system.number(), system.name(), facts.isLocal());
  }

  private boolean isLocal(IpAddress address) {
    for (Prefix network : localNetworks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** The networks whose hosts are local. */
  public List<Prefix> localNetworks() {
    return localNetworks;
  }

  /** Who makes devices with these MAC addresses. */
  public MacVendors vendors() {
    return vendors;
  }

  /** What could not be read, for people; empty when all is there. */
  public List<String> missing() {
    return List.copyOf(missing);
  }
}
