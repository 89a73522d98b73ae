package io.nightjar.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** What Wireshark's tshark counts of one host in a capture. */
record TsharkOf(long sentPackets, long sentBytes, long packets, long bytes, long flows) {
  static TsharkOf host(Path capture, String ip) throws IOException, InterruptedException {
    long sentPackets = 0;
    long sentBytes = 0;
    long packets = 0;
    long bytes = 0;
    Set<String> flows = new HashSet<>();
    for (String line : frames(capture, "ip.addr == " + ip)) {
      String[] fields = line.split("\t", -1);
      long length = Long.parseLong(fields[0]);
      packets++;
      bytes += length;
      if (fields[1].equals(ip)) {
        sentPackets++;
        sentBytes += length;
      }
      flows.add("tcp " + fields[2] + " udp " + fields[3]);
    }
    return new TsharkOf(sentPackets, sentBytes, packets, bytes, flows.size());
  }

  private static List<String> frames(Path capture, String filter)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("tshark", ".tsv");
    try {
      Process process =
          new ProcessBuilder(
                  "tshark",
                  "-n",
                  "-r",
                  capture.toString(),
                  "-Y",
                  filter,
                  "-T",
                  "fields",
                  "-E",
                  "occurrence=f",
                  "-e",
                  "frame.len",
                  "-e",
                  "ip.src",
                  "-e",
                  "tcp.stream",
                  "-e",
                  "udp.stream")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(out.toFile())
              .start();
      int _ = process.waitFor();
      return Files.readAllLines(out);
    } catch (IOException e) {
      Assumptions.abort("skipped: no tshark");
      return List.of();
    } finally {
      Files.delete(out);
    }
  }
}
