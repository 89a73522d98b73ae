package io.nightjar.enrich;

import io.nightjar.net.MacAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Who makes devices with a MAC address, from the npm package oui-data: a JSON object from 6, 7 or 9
 * hexadecimal digits to a name, an address and a country on lines of their own. Read when first
 * asked; safe from several threads.
 */
public final class MacVendors {
  private static final int[] PREFIX_DIGITS = {9, 7, 6};

  private final Supplier<Map<String, String>> vendors;

  private MacVendors(Supplier<Map<String, String>> vendors) {
    this.vendors = vendors;
  }

  /** Knows none. */
  public static MacVendors none() {
    return new MacVendors(Map::of);
  }

  /** Will read this file when first asked. */
  public static MacVendors of(Path json) {
    return new MacVendors(
        new Supplier<>() {
          private final Object lock = new Object();
          private volatile Map<String, String> read = Map.of();

          @Override
          public Map<String, String> get() {
            if (read.isEmpty()) {
              synchronized (lock) {
                read = read.isEmpty() ? readFile(json) : read;
              }
            }
            return read;
          }
        });
  }

  private static Map<String, String> readFile(Path json) {
    Map<String, String> names = HashMap.newHashMap(60_000);
    try (var in = Files.newInputStream(json);
        JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String prefix = parser.currentName();
        parser.nextToken();
        names.put(prefix, parser.getString().lines().findFirst().orElse("").strip());
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + json, e);
    } catch (JacksonException e) {
      throw new UncheckedIOException(
          "not the form of oui-data: " + json, new IOException(e.getMessage()));
    }
  }

  /** The manufacturer; empty when unknown or when the address was assigned locally. */
  public String of(MacAddress mac) {
    if (mac.isLocallyAdministered() || mac.equals(MacAddress.NONE)) {
      return "";
    }
    String digits = String.format("%012X", mac.bits());
    for (int length : PREFIX_DIGITS) {
      String name = vendors.get().get(digits.substring(0, length));
      if (name != null) {
        return name;
      }
    }
    return "";
  }
}
