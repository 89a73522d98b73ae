package io.nightjar.oracle;

import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** nDPI's own ndpiReader, of the version Debian ships. */
final class NdpiReader {
  private NdpiReader() {}

  /** Five-tuple (either direction) to application, for flows seen once. */
  static Map<String, String> applications(Path capture) throws IOException, InterruptedException {
    Path csv = Files.createTempFile("flows", ".csv");
    try {
      Program.lines("ndpiReader", "-q", "-i", capture.toString(), "-C", csv.toString());
      Map<String, String> names = new TreeMap<>();
      for (String line :
          Files.readString(csv, java.nio.charset.StandardCharsets.ISO_8859_1).lines().toList()) {
        String[] fields = line.split(",", 12);
        if (line.startsWith("#") || fields.length < 12) {
          continue;
        }
        names.merge(
            FiveTuple.either(
                Integer.parseInt(fields[1]),
                address(fields[5]),
                Integer.parseInt(fields[6]),
                address(fields[7]),
                Integer.parseInt(fields[8])),
            fields[10],
            (one, other) -> one.equals(other) ? one : "several");
      }
      names.values().removeIf("several"::equals);
      return names;
    } finally {
      Files.delete(csv);
    }
  }

  /** It writes a first {@code :0:} as {@code ::}, even where another {@code ::} follows. */
  private static String address(String text) {
    boolean twice = text.indexOf("::") != text.lastIndexOf("::");
    return IpAddress.parse(twice ? text.replaceFirst("::", ":0:") : text).toString();
  }
}
