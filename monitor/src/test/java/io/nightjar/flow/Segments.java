package io.nightjar.flow;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.nightjar.host.Device;
import io.nightjar.host.DeviceTable;
import io.nightjar.host.Host;
import io.nightjar.host.HostTable;
import io.nightjar.host.Origin;
import io.nightjar.net.AddressScope;
import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Ethernet frames with one TCP segment, and the flows they make. */
public final class Segments {
  private static final int FRAME_BYTES = 60;

  private final MemorySegment memory = Arena.global().allocate(FRAME_BYTES);
  private final PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
  private final Packet packet = new Packet();
  private final HostTable hosts =
      new HostTable(1000, _ -> new Origin(AddressScope.PRIVATE, "", 0, "", true));
  private final DeviceTable devices = new DeviceTable(10);
  private long ids;

  /**
   * A segment, decoded; true until the next.
   *
   * @param client the last octet of the source, 10.0.0.x
   * @param server the last octet of the destination
   */
  public Packet tcp(
      int client, int clientPort, int server, int serverPort, int flags, int sequence, long nanos) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    frame.put(new byte[] {2, 0, 0, 0, 0, (byte) server, 2, 0, 0, 0, 0, (byte) client, 8, 0});
    frame.put(new byte[] {0x45, 0}).putShort((short) 40).putInt(0).put((byte) 64).put((byte) 6);
    frame.putShort((short) 0).putInt(0x0a000000 | client).putInt(0x0a000000 | server);
    frame.putShort((short) clientPort).putShort((short) serverPort).putInt(sequence).putInt(0);
    frame.put((byte) 0x50).put((byte) flags).putShort((short) 1000).putInt(0);
    MemorySegment.copy(frame.array(), 0, memory, JAVA_BYTE, 0, FRAME_BYTES);
    new PacketDecoder(PacketCounters.unwatched())
        .decode(memory, 0, FRAME_BYTES, FRAME_BYTES, nanos, LinkType.of(1), packet);
    return packet;
  }

  /** A segment between 10.0.0.1 port 4000 and 10.0.0.2 port 80, cut behind its header. */
  Packet segment(
      boolean fromClient,
      int flags,
      int sequence,
      int acknowledgment,
      int window,
      int payload,
      long nanos) {
    int client = fromClient ? 1 : 2;
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    frame.put(new byte[] {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0}).put((byte) 0x45).put((byte) 0);
    frame.putShort((short) (40 + payload)).putInt(0).put((byte) 64).put((byte) 6);
    frame.putShort((short) 0).putInt(0x0a000000 | client).putInt(0x0a000000 | (3 - client));
    frame.putShort((short) (fromClient ? 4000 : 80)).putShort((short) (fromClient ? 80 : 4000));
    frame.putInt(sequence).putInt(acknowledgment).put((byte) 0x50).put((byte) flags);
    frame.putShort((short) window).putInt(0);
    MemorySegment.copy(frame.array(), 0, memory, JAVA_BYTE, 0, FRAME_BYTES);
    int wireBytes = Math.max(FRAME_BYTES, 54 + payload);
    decoder.decode(memory, 0, FRAME_BYTES, wireBytes, nanos, LinkType.of(1), packet);
    return packet;
  }

  /** The flow that begins with this packet. */
  public Flow open(Packet first) {
    return open(first, false);
  }

  /** The flow that begins with this packet, which the server may have sent. */
  Flow open(Packet first, boolean byServer) {
    Host source = hosts.at(first.srcHigh(), first.srcLow(), 0, first.timeNanos());
    Host target = hosts.at(first.dstHigh(), first.dstLow(), 0, first.timeNanos());
    Device device = devices.at(first.srcMac(), first.timeNanos());
    Host client = byServer ? target : source;
    Host server = byServer ? source : target;
    return new Flow(ids++, FlowTable.hash(first), first, byServer, client, server, device, device);
  }
}
