package io.nightjar.oracle;

import java.io.IOException;
import java.nio.file.Path;

/** Wireshark's capinfos. */
final class Capinfos {
  private Capinfos() {}

  /** Frames in the file; -1 where capinfos cannot tell. */
  static long packets(Path capture) throws IOException, InterruptedException {
    return Program.lines("capinfos", "-M", "-c", capture.toString()).stream()
        .filter(line -> line.startsWith("Number of packets"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }
}
