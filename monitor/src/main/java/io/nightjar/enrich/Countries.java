package io.nightjar.enrich;

import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Network;
import com.maxmind.db.Reader;
import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Reads countries from an MMDB file, ip-location-db's flat {@code country_code} or MaxMind's {@code
 * country.iso_code}, into ranges whose value is the two letters of the code.
 */
final class Countries {
  private Countries() {}

  /**
   * The ranges of a file.
   *
   * @throws IOException when it is missing, no MMDB, or corrupt
   */
  static AddressRangesBuilder read(Path mmdb) throws IOException {
    AddressRangesBuilder ranges = new AddressRangesBuilder();
    try (Reader reader = new Reader(mmdb.toFile())) {
      var networks = reader.networks(Map.class);
      while (networks.hasNext()) {
        var found = networks.next();
        int code = code(found.data());
        if (code != 0) {
          add(ranges, found.network(), code);
        }
      }
      return ranges;
    } catch (InvalidNetworkException | RuntimeException e) {
      // A corrupt file can fail in any way.
      throw new IOException(mmdb.getFileName() + " is corrupt: " + e.getMessage(), e);
    }
  }

  private static void add(AddressRangesBuilder ranges, Network network, int code) {
    byte[] first = network.networkAddress().getAddress();
    byte[] last = first.clone();
    for (int bit = network.prefixLength(); bit < last.length * 8; bit++) {
      last[bit / 8] |= (byte) (0x80 >>> bit % 8);
    }
    ranges.add(IpAddress.of(first), IpAddress.of(last), code);
  }

  private static int code(Map<?, ?> found) {
    Object code =
        found.get("country") instanceof Map<?, ?> country
            ? country.get("iso_code")
            : found.get("country_code");
    String text = String.valueOf(code).toUpperCase(Locale.ROOT);
    return text.length() == 2 && isLetter(text.charAt(0)) && isLetter(text.charAt(1))
        ? text.charAt(0) << 8 | text.charAt(1)
        : 0;
  }

  private static boolean isLetter(char each) {
    return each >= 'A' && each <= 'Z';
  }
}
