package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Capture files read once and for all: {@code run --pcap F --exit-when-done}. */
class FileRunTest {
  private static final ManyFlows MANY = new ManyFlows(1000);
  private static final String SUMS =
      "SELECT sum(packets), sum(bytes), countIf(first_dump), count() FROM flows";

  @TempDir private Path folder;

  @BeforeEach
  void needsAStore() {
    Product.assumeStore();
  }

  @Test
  void storesTheFileOnceHoweverOftenItIsRead() throws Exception {
    Path data = folder.resolve("data");
    Path capture = MANY.write(folder.resolve("many.pcap"));
    Product.Ended first = read(data, capture, capture);
    assertEquals(0, first.code(), first.err());
    assertTrue(
        first.out().contains("many.pcap: 2,000 packets, 120,000 bytes, 1,000 flows\n"),
        first.out());
    assertTrue(first.err().contains("it is read once"), first.err());
    Product.Ended second = read(data, capture);
    assertEquals(0, second.code(), second.err());
    assertTrue(second.err().contains("many.pcap is in history already"), second.err());
    Path copy = Files.copy(capture, folder.resolve("another-name.pcap"));
    assertEquals("[2000,120000,1000,1000]", sums(first, data, copy));
  }

  @Test
  void storesWhatIsThereOfACutFileAndSaysWhereItEnds() throws Exception {
    Path data = folder.resolve("data");
    byte[] whole = Files.readAllBytes(MANY.write(folder.resolve("many.pcap")));
    int frame = 16 + 60;
    Path cut = folder.resolve("cut.pcap");
    Files.write(cut, Arrays.copyOf(whole, 24 + 501 * frame - 7));
    Product.Ended ended = read(data, cut);
    assertEquals(0, ended.code(), ended.err());
    assertTrue(ended.out().contains("cut.pcap: 500 packets"), ended.out());
    int offset = 24 + 500 * frame;
    assertTrue(ended.out().contains("ended early: at byte " + offset), ended.out());
    assertEquals("[500,30000,250,250]", sums(ended, data, cut));
  }

  /** The recorder greets on standard output, where the store tells its port. */
  @Test
  void optionsForTheMonitorsJavaMachineDoNotReachTheStore() throws Exception {
    Path capture = MANY.write(folder.resolve("many.pcap"));
    String recording = "-XX:StartFlightRecording=filename=" + folder.resolve("monitor.jfr");
    try (Product product =
        Product.start(
            folder.resolve("data"),
            Map.of("JDK_JAVA_OPTIONS", recording),
            "--pcap",
            capture.toString())) {
      product.awaitStored(MANY.flows());
    }
  }

  @Test
  void failsOnAFileThatIsNoCapture() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pcap"), "this is no capture file at all");
    Product.Ended ended = read(folder.resolve("data"), text);
    assertEquals(1, ended.code(), ended.err());
    assertTrue(ended.out().contains("expected a pcap or pcapng file"), ended.out());
  }

  private static Product.Ended read(Path data, Path... captures) throws Exception {
    String[] options = new String[2 * captures.length + 1];
    for (int i = 0; i < captures.length; i++) {
      options[2 * i] = "--pcap";
      options[2 * i + 1] = captures[i].toString();
    }
    options[2 * captures.length] = "--exit-when-done";
    return Product.run(Product.runArguments(data, options));
  }

  /** What a monitor on this data answers that is given the file again. */
  private static String sums(Product.Ended first, Path data, Path capture) throws Exception {
    try (Product product = Product.after(first, data, "--pcap", capture.toString())) {
      assertTrue(product.errors().contains(" is in history already"), product.errors());
      return product.row(SUMS).toString();
    }
  }
}
