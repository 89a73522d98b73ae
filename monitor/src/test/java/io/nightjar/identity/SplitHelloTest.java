package io.nightjar.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.flow.Fingerprints;
import io.nightjar.flow.Flow;
import io.nightjar.flow.FlowTable;
import io.nightjar.host.Device;
import io.nightjar.host.DeviceTable;
import io.nightjar.host.Host;
import io.nightjar.host.HostTable;
import io.nightjar.host.Origin;
import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** A real ClientHello, cut into segments. */
class SplitHelloTest {
  private static final String NAME = "server.example";
  private static final int FIRST_SEQUENCE = -100;

  private final Directory directory = new Directory(new IdentityCounters());
  private final HostTable hosts =
      new HostTable(1000, _ -> new Origin(AddressScope.PRIVATE, "", 0, "", true));
  private final DeviceTable devices = new DeviceTable(10);
  private final Observer observer = new Observer(directory, hosts);
  private final Packet packet = new Packet();

  private static byte[] hello() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine(NAME, 443);
    engine.setUseClientMode(true);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private void segment(int sequence, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(54 + payload.length);
    frame.put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0});
    frame.put(new byte[] {0x45, 0}).putShort((short) (40 + payload.length)).putInt(0);
    frame.put((byte) 64).put((byte) 6).putShort((short) 0).putInt(0x0a000001).putInt(0x0a000002);
    frame.putShort((short) 4000).putShort((short) 443).putInt(sequence).putInt(0);
    frame.put((byte) 0x50).put((byte) 0x18).putShort((short) 1000).putInt(0).put(payload);
    int length = frame.capacity();
    new PacketDecoder(PacketCounters.unwatched())
        .decode(Native.of(frame.array()), Native.AT, length, length, 7, LinkType.of(1), packet);
  }

  private Flow open() {
    Host client = hosts.at(packet.srcHigh(), packet.srcLow(), 0, 7);
    Host server = hosts.at(packet.dstHigh(), packet.dstLow(), 0, 7);
    Device device = devices.at(packet.srcMac(), 7);
    return new Flow(1, FlowTable.hash(packet), packet, false, client, server, device, device);
  }

  /** The hello in these pieces: each a first and a last byte. */
  private Fingerprints read(byte[] hello, int[]... pieces) {
    Flow flow = null;
    for (int[] piece : pieces) {
      segment(FIRST_SEQUENCE + piece[0], Arrays.copyOfRange(hello, piece[0], piece[1]));
      flow = flow == null ? open() : flow;
      flow.add(packet, true);
      observer.observe(flow, packet, true);
    }
    assertTrue(flow != null && flow.isIntroduced());
    return flow.fingerprints();
  }

  @Test
  void aHelloInPiecesHasTheFingerprintOfTheWhole() throws Exception {
    byte[] hello = hello();
    int end = hello.length;
    Fingerprints whole = read(hello, new int[] {0, end});
    assertFalse(whole.ja4().isEmpty());
    assertEquals(
        whole, read(hello, new int[] {0, 3 + 5}, new int[] {8, 150}, new int[] {150, end}));
    assertEquals(whole, read(hello, new int[] {0, 20}, new int[] {100, end}, new int[] {10, 110}));
    assertEquals(NAME, directory.name(IpAddress.parse("10.0.0.2"), null));
    assertEquals(3, directory.counters().of(IdentityEvent.HANDSHAKES_READ));
  }

  @Test
  void aHelloThatNeverBecomesWholeIsGivenUp() throws Exception {
    byte[] hello = hello();
    segment(FIRST_SEQUENCE, Arrays.copyOf(hello, 100));
    Flow flow = open();
    observer.observe(flow, packet, true);
    assertFalse(flow.isIntroduced());
    observer.ended(flow);
    assertEquals(1, directory.counters().of(IdentityEvent.HANDSHAKES_ABANDONED));
  }
}
