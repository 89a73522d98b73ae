package io.nightjar.enrich;

import com.maxmind.db.Reader;
import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The country of a public address, from an MMDB file: ip-location-db's flat {@code country_code} or
 * MaxMind's {@code country.iso_code}. Safe from several threads.
 */
public final class Countries implements AutoCloseable {
  private final @Nullable Reader reader;

  private Countries(@Nullable Reader reader) {
    this.reader = reader;
  }

  /** Knows no country. */
  public static Countries none() {
    return new Countries(null);
  }

  /**
   * Opens a file.
   *
   * @throws IOException when it is missing or no MMDB
   */
  public static Countries open(Path mmdb) throws IOException {
    return new Countries(new Reader(mmdb.toFile()));
  }

  /** Two upper-case letters, empty when unknown. */
  public String of(IpAddress address) {
    if (reader == null) {
      return "";
    }
    try {
      Map<?, ?> found = reader.get(address.toInetAddress(), Map.class);
      return found == null ? "" : code(found);
    } catch (IOException | RuntimeException _) {
      // A corrupt file can fail in any way; the address is then of no known country.
      return "";
    }
  }

  private static String code(Map<?, ?> found) {
    Object code =
        found.get("country") instanceof Map<?, ?> country
            ? country.get("iso_code")
            : found.get("country_code");
    String text = String.valueOf(code).toUpperCase(Locale.ROOT);
    return text.matches("[A-Z]{2}") ? text : "";
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
