package io.nightjar.enrich;

import io.nightjar.host.Origin;
import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The look-up files, and what they say of an address. Private and special addresses are told by
 * their registries, before any file is asked. Safe from several threads.
 */
public final class LookupData implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LookupData.class.getName());

  private final Countries countries;
  private final AutonomousSystems systems;
  private final MacVendors vendors;
  private final List<Prefix> localNetworks;
  private final List<String> missing;

  private LookupData(
      Countries countries,
      AutonomousSystems systems,
      MacVendors vendors,
      List<Prefix> localNetworks,
      List<String> missing) {
    this.countries = countries;
    this.systems = systems;
    this.vendors = vendors;
    this.localNetworks = localNetworks;
    this.missing = missing;
  }

  /** Opens what is there of {@code dbip-country.mmdb, asn-ipv4.csv, asn-ipv6.csv, oui.json}. */
  public static LookupData open(Path folder, List<Prefix> localNetworks) {
    List<String> missing = new ArrayList<>();
    Countries countries = Countries.none();
    AutonomousSystems systems = AutonomousSystems.none();
    try {
      countries = Countries.open(folder.resolve("dbip-country.mmdb"));
    } catch (IOException e) {
      missing.add("countries: " + reason(e));
    }
    try {
      systems =
          AutonomousSystems.read(folder.resolve("asn-ipv4.csv"), folder.resolve("asn-ipv6.csv"));
    } catch (IOException e) {
      missing.add("autonomous systems: " + reason(e));
    }
    Path oui = folder.resolve("oui.json");
    if (!Files.isReadable(oui)) {
      missing.add("MAC vendors: no " + oui.getFileName());
    }
    missing.forEach(what -> LOG.log(System.Logger.Level.WARNING, "no look-up data for {0}", what));
    return new LookupData(
        countries,
        systems,
        Files.isReadable(oui) ? MacVendors.of(oui) : MacVendors.none(),
        List.copyOf(localNetworks),
        List.copyOf(missing));
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  /** What is known of an address. */
  public Origin origin(IpAddress address) {
    AddressScope scope = AddressScope.of(address);
    boolean local = localNetworks.stream().anyMatch(network -> network.contains(address));
    if (scope != AddressScope.PUBLIC) {
      return new Origin(scope, "", 0, "", local);
    }
    AutonomousSystem system = systems.of(address);
    return new Origin(scope, countries.of(address), system.number(), system.name(), local);
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
    return missing;
  }

  @Override
  public void close() throws IOException {
    countries.close();
  }
}
