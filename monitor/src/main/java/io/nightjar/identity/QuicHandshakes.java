package io.nightjar.identity;

import io.nightjar.flow.Flow;
import io.nightjar.packet.Packet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ClientHello in the Initial packets of a QUIC client (RFC 9001), which may be spread
 * over several datagrams in any order. Owned by one worker.
 */
final class QuicHandshakes {
  private static final int MAX_PACKETS = 16;
  private static final int MAX_COALESCED = 4;
  private static final int DECRYPTIONS_PER_SECOND = 5_000;

  private final Introductions introductions;
  private final IdentityCounters counters;
  private final Greetings greetings;
  private final Allowance decryptions = new Allowance(DECRYPTIONS_PER_SECOND);
  private @Nullable QuicCiphers ciphers;
  private final Scratch scratch;

  QuicHandshakes(
      Introductions introductions,
      IdentityCounters counters,
      Greetings greetings,
      Scratch scratch) {
    this.introductions = introductions;
    this.counters = counters;
    this.greetings = greetings;
    this.scratch = scratch;
  }

  /** Whether a datagram may hold an Initial packet. */
  static boolean canBegin(Packet packet) {
    return QuicHeader.canBegin(packet.bytes(), packet.payloadOffset(), packet.payloadBytes());
  }

  /** Looks at a datagram. */
  void inspect(Flow flow, Packet packet, boolean fromClient) {
    if (flow.packets() > MAX_PACKETS) {
      greetings.abandon(flow.id());
      flow.introductionEnded();
      return;
    }
    long at = packet.payloadOffset();
    long end = at + packet.payloadBytes();
    for (int i = 0; i < MAX_COALESCED && at < end && !flow.isIntroduced(); i++) {
      QuicHeader header = QuicHeader.read(packet.bytes(), at, end - at);
      if (header == null || header.end() - header.begin() > Scratch.BYTES) {
        return;
      }
      if (header.isInitial()) {
        initial(flow, packet, header, fromClient);
      }
      at = header.end();
    }
  }

  private void initial(Flow flow, Packet packet, QuicHeader header, boolean fromClient) {
    if (!decryptions.take(packet.timeNanos())) {
      counters.count(IdentityEvent.HANDSHAKES_SKIPPED);
      return;
    }
    Greeting.Quic known = greetings.of(flow.id()) instanceof Greeting.Quic quic ? quic : null;
    if (known != null && !fromClient) {
      return; // the client's keys do not open what the server sent
    }
    byte[] payload = known == null ? null : known.keys.open(ciphers(), packet.bytes(), header);
    if (known != null && payload != null) {
      take(flow, known, payload, fromClient);
      return;
    }
    QuicKeys keys = QuicKeys.of(ciphers(), header.version(), header.destinationId(packet.bytes()));
    payload = keys.open(ciphers(), packet.bytes(), header);
    if (payload == null) {
      return; // a server's, or of a connection whose beginning was not seen
    }
    Greeting.Quic begun = known == null ? new Greeting.Quic(keys) : known;
    begun.keys = keys; // others after a Retry (RFC 9001 section 5.2)
    greetings.keep(flow.id(), begun);
    take(flow, begun, payload, fromClient);
  }

  /** Made when first needed: looking them up takes longer than a start may. */
  private QuicCiphers ciphers() {
    QuicCiphers made = ciphers == null ? new QuicCiphers() : ciphers;
    ciphers = made;
    return made;
  }

  private void take(Flow flow, Greeting.Quic quic, byte[] payload, boolean fromClient) {
    MemorySegment frames = scratch.wrapped();
    MemorySegment.copy(payload, 0, frames, ValueLayout.JAVA_BYTE, 0, payload.length);
    boolean whole = QuicFrames.collect(frames, payload.length, quic.crypto);
    read(flow, quic, whole, fromClient);
  }

  private void read(Flow flow, Greeting.Quic quic, boolean framesWhole, boolean fromClient) {
    MemorySegment crypto = scratch.message();
    ByteCursor message = new ByteCursor(crypto, 0, quic.crypto.copyTo(crypto));
    int type = message.u8();
    int size = message.u24();
    boolean broken =
        message.overran() ? !framesWhole : type != ClientHello.TYPE || size > ClientHello.MAX_BYTES;
    if (!broken && (message.overran() || message.remaining() < size)) {
      return;
    }
    ClientHello hello = broken ? null : ClientHello.read(message.part(size));
    conclude(flow, hello, fromClient);
  }

  private void conclude(Flow flow, @Nullable ClientHello hello, boolean fromClient) {
    if (hello == null) {
      counters.count(IdentityEvent.HANDSHAKES_MALFORMED);
    } else {
      introductions.hello(flow, hello, Ja4.Transport.QUIC, fromClient);
    }
    greetings.done(flow.id());
    flow.introductionEnded();
  }
}
