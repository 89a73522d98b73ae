package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Real captures, damaged: a bounded sample of each, the same in every run. */
class SharedCapturesTest {
  private static final int MOST_BYTES = 20_000;

  @Test
  void survivesDamageToAnyOfThem() throws IOException {
    Random random = new Random(1);
    CaptureFuzzTest check = new CaptureFuzzTest();
    for (Path path : SharedData.captures()) {
      byte[] bytes = Files.readAllBytes(path);
      byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES));
      for (int round = 0; round < 5; round++) {
        byte[] damaged = start.clone();
        for (int changes = 0; changes < 8 && damaged.length > 4; changes++) {
          damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
        }
        check.readsAnyBytesToTheirEndOrToAFault(damaged);
        decodeAll(damaged);
      }
    }
  }

  private static void decodeAll(byte[] bytes) throws IOException {
    Packet packet = new Packet();
    PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
    FrameConsumer decoding =
        (memory, at, captured, wire, nanos, link) -> {
          decoder.decode(memory, at, captured, wire, nanos, link, packet);
          boolean reassembled = !packet.bytes().equals(memory);
          long end = reassembled ? packet.bytes().byteSize() : at + captured;
          assertTrue(packet.payloadOffset() + packet.payloadBytes() <= end);
          assertTrue(packet.payloadWireBytes() <= (reassembled ? 65_535 : wire));
        };
    try (ByteWindow window = new ByteWindow(Channels.newChannel(new ByteArrayInputStream(bytes)))) {
      CaptureFormat format = CaptureMagic.format(window);
      int read = 0;
      while (read >= 0) {
        read = format.read(decoding, 1000);
      }
    }
  }
}
