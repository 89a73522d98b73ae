package io.nightjar.discovery;

import io.nightjar.natives.packetring.LinkSocket;
import io.nightjar.net.IpAddress;
import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;

/** Has all IPv6 nodes of a link answer an echo. */
final class NeighbourEcho {
  private static final int ROUNDS = 2;
  private static final long AFTER_ROUND_MILLIS = 300;
  private static final long MOST_FRAMES = 200_000;
  private static final int MOST_AT_ONCE = 256;

  private final LinkSocket socket;
  private final Heard heard;
  private final int identifier = new SecureRandom().nextInt(1 << 16);

  NeighbourEcho(LinkSocket socket, Heard heard) {
    this.socket = socket;
    this.heard = heard;
  }

  void run(IpAddress own, Beat beat) {
    for (int round = 0; round < ROUNDS; round++) {
      beat.await(this::read);
      boolean _ = socket.send(EchoFrames.request(socket.hardwareAddress(), own, identifier));
      beat.listen(AFTER_ROUND_MILLIS, this::read);
    }
  }

  private void read() {
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      MemorySegment frame = socket.receive();
      if (frame.byteSize() == 0 || heard.isTooMuch(MOST_FRAMES)) {
        return;
      }
      EchoFrames.Answer answer = EchoFrames.answer(frame, socket.hardwareAddress(), identifier);
      if (answer != null) {
        heard.answered(answer.ip(), answer.mac());
      }
    }
  }
}
