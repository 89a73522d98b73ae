package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live capture on a veth pair, in a network namespace of its own, of what tcpreplay sends. */
class LiveInterfaceTest {
  private static final int TCP_FRAMES = 1800;
  private static final int DNS_FRAMES = 200;
  private static final int VLAN_FRAMES = 30;
  private static final int LARGEST = 65_000;
  private static final String FRAMES = String.valueOf(TCP_FRAMES + DNS_FRAMES + VLAN_FRAMES + 1);

  @TempDir private Path folder;

  @BeforeEach
  void needsNamespaces() throws InterruptedException {
    LiveNamespace.assumeItCanBeMade();
  }

  @Test
  void everyFrameIsSeenOnceByteForByteAtItsTime() throws Exception {
    Map<String, String> seen = LiveNamespace.run("all", capture());
    assertEquals("ETHERNET", seen.get("link"));
    assertEquals("0", seen.get("idle"));
    assertEquals(FRAMES, seen.get("frames"));
    assertEquals("true", seen.get("same"));
    assertEquals(
        String.valueOf(TCP_FRAMES * 1514 + DNS_FRAMES * 142 + VLAN_FRAMES * 146 + LARGEST),
        seen.get("bytes"));
    assertEquals(String.valueOf(LARGEST), seen.get("longest"));
    assertEquals("0", seen.get("dropped"));
    assertEquals("true", seen.get("timely"));
  }

  @Test
  void aFilterTakesWhatMatchesVlanTagsIncludedAndCutsFrames() throws Exception {
    Map<String, String> seen = LiveNamespace.run("filtered", capture());
    assertEquals(String.valueOf(DNS_FRAMES + VLAN_FRAMES), seen.get("frames"));
    assertEquals(String.valueOf(DNS_FRAMES * 142 + VLAN_FRAMES * 146), seen.get("bytes"));
    assertEquals("100", seen.get("longest"));
  }

  @Test
  void whatARingTooSmallLosesIsCounted() throws Exception {
    Map<String, String> seen = LiveNamespace.run("overrun", capture());
    long frames = Long.parseLong(seen.getOrDefault("frames", "-1"));
    long dropped = Long.parseLong(seen.getOrDefault("dropped", "-1"));
    assertTrue(dropped > 0, seen.toString());
    assertEquals(Long.parseLong(FRAMES), frames + dropped);
    assertTrue(Long.parseLong(seen.getOrDefault("freezes", "0")) > 0, seen.toString());
  }

  @Test
  void refusalsSayWhatToDo() throws Exception {
    Map<String, String> told = LiveNamespace.run("refusals", folder);
    assertEquals("no interface named nosuch0 (ip link shows those there are)", told.get("missing"));
    assertTrue(told.getOrDefault("long", "").startsWith("no interface named a-name"));
    assertTrue(told.getOrDefault("filter", "").startsWith("not a capture filter: 'port bogus'"));
  }

  @Test
  void bothDirectionsAndAllFragmentsOfAFlowComeToOneWorker() throws Exception {
    Map<String, String> seen = LiveNamespace.run("shared", ManyTalks.write(folder));
    assertEquals("true", seen.get("same"), seen.toString());
    assertEquals("[]", seen.get("flows.both"));
    assertEquals(String.valueOf(ManyTalks.ARP_FRAMES), seen.get("other.0"));
    assertEquals("0", seen.get("other.1"));
    long fewer =
        Math.min(
            Long.parseLong(seen.getOrDefault("flows.0", "0")),
            Long.parseLong(seen.getOrDefault("flows.1", "0")));
    assertTrue(fewer > ManyTalks.FLOWS / 3, seen.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encap/tcpdump-802.1ad_QinQ.pcap",
        "encap/zeek-mixed-vlan-mpls.pcap",
        "encap/zeek-pppoe-over-qinq.pcap",
        "encap/zeek-vlan-qinqinq.pcap",
        "encap/zeek-vxlan-encapsulated-http.pcap",
        "encap/zeek-geneve.pcap",
        "encap/zeek-gre-sample.pcap",
        "encap/zeek-Teredo.pcap"
      })
  void realEncapsulatedFramesComeAsTheyWereSentAndEachFlowToOneWorker(String capture)
      throws Exception {
    Map<String, String> seen =
        LiveNamespace.run("shared", SharedData.path("pcaps/" + capture).toAbsolutePath());
    assertEquals("true", seen.get("same"), seen.toString());
    assertEquals("[]", seen.get("flows.both"));
  }

  @Test
  void anInterfaceThatWasDownOrGoneIsCapturedAgain() throws Exception {
    Map<String, String> seen = LiveNamespace.run("comes-and-goes", capture());
    String all = FRAMES + " none";
    String down = "0 nj1 is down (try: ip link set nj1 up)";
    assertEquals(all, seen.get("begin"));
    assertEquals(down, seen.get("down"));
    assertEquals(all, seen.get("up"));
    assertEquals("0 no interface named nj1 (ip link shows those there are)", seen.get("gone"));
    assertEquals(down, seen.get("back-but-down"));
    assertEquals(all, seen.get("back"));
  }

  @Test
  void readingAFrameAllocatesNothing() throws Exception {
    Map<String, String> seen = LiveNamespace.run("allocation", ManyTalks.write(folder));
    assertEquals("0", seen.get("measured.bytes_per_frame"), seen.toString());
    assertTrue(Long.parseLong(seen.getOrDefault("measured.frames", "0")) > 20_000, seen.toString());
  }

  @Test
  void loopbackShowsAPacketOnce() throws Exception {
    assertEquals("50", LiveNamespace.run("loopback", folder).get("frames"));
  }

  @Test
  void aQuestionEndsTheWaitForFrames() throws Exception {
    Map<String, String> seen = LiveNamespace.run("question", folder);
    assertTrue(Long.parseLong(seen.getOrDefault("waited_ms", "999")) < 60, seen.toString());
    assertTrue(Long.parseLong(seen.getOrDefault("waits_ms", "0")) >= 95, seen.toString());
  }

  @Test
  void allInterfacesTogetherAreReadThroughLibpcap() throws Exception {
    Map<String, String> seen = LiveNamespace.run("without-ring", capture());
    assertEquals(FRAMES, seen.get("frames"));
    assertEquals("LINUX_COOKED", seen.get("link"));
  }

  private Path capture() throws IOException {
    byte[] ethernet = HexFormat.of().parseHex("020000000002" + "020000000001" + "0800");
    byte[] tagged = HexFormat.of().parseHex("020000000002" + "020000000001" + "810060070800");
    PcapBytes file = PcapBytes.plain();
    for (int i = 0; i < TCP_FRAMES; i++) {
      file.frame(i, 0, 1514, ip(ethernet, 1514, 6, 80));
    }
    for (int i = 0; i < DNS_FRAMES; i++) {
      file.frame(i, 0, 142, ip(ethernet, 142, 17, 53));
    }
    for (int i = 0; i < VLAN_FRAMES; i++) {
      file.frame(i, 0, 146, ip(tagged, 146, 17, 123));
    }
    file.frame(0, 0, LARGEST, ip(ethernet, LARGEST, 6, 80));
    return Files.write(folder.resolve("sent.pcap"), file.bytes());
  }

  private static byte[] ip(byte[] ethernet, int frameBytes, int protocol, int port) {
    int ipBytes = frameBytes - ethernet.length;
    String header = "4500%04x0000000040%02x0000c0000201c6336402".formatted(ipBytes, protocol);
    byte[] ip = HexFormat.of().parseHex(header + "c000%04x".formatted(port));
    byte[] frame = Arrays.copyOf(ethernet, frameBytes);
    System.arraycopy(ip, 0, frame, ethernet.length, ip.length);
    return frame;
  }
}
