package io.nightjar.identity;

import io.nightjar.flow.Flow;
import io.nightjar.packet.Packet;
import java.lang.foreign.MemorySegment;

/**
 * Finds TLS ClientHellos and SSH key exchanges at the beginning of TCP connections, on any port and
 * also behind a plain beginning (STARTTLS, proxies). What comes in one segment is read in place;
 * what does not is kept until it is whole. Owned by one worker.
 */
final class TcpHandshakes {
  /** After this many packets of a flow no handshake is waited for. */
  private static final int MAX_PACKETS = 40;

  private static final int HANDSHAKE_HEADER_BYTES = 4;

  private final Introductions introductions;
  private final IdentityCounters counters;
  private final Greetings greetings;
  private final SshGreetings ssh;
  private final Scratch scratch;

  private enum Reading {
    DONE,
    NEEDS_MORE,
    BROKEN
  }

  TcpHandshakes(
      Introductions introductions,
      IdentityCounters counters,
      Greetings greetings,
      Scratch scratch) {
    this.introductions = introductions;
    this.counters = counters;
    this.greetings = greetings;
    this.scratch = scratch;
    ssh = new SshGreetings(introductions, counters, scratch);
  }

  /** Looks at a segment with payload. */
  void inspect(Flow flow, Packet packet, boolean fromClient) {
    if (flow.packets() > MAX_PACKETS) {
      greetings.abandon(flow.id());
      flow.introductionEnded();
      return;
    }
    switch (greetings.of(flow.id())) {
      case null -> begin(flow, packet, fromClient);
      case Greeting.Tls tls -> {
        if (tls.fromClient() == fromClient) {
          more(flow, packet, tls);
        }
      }
      case Greeting.Ssh both -> more(flow, packet, both, fromClient);
      case Greeting.Quic _ -> throw new AssertionError("QUIC is not carried by TCP");
    }
  }

  private void begin(Flow flow, Packet packet, boolean fromClient) {
    if (TlsRecords.canBeginHello(packet.bytes(), packet.payloadOffset(), packet.payloadBytes())) {
      Reading reading =
          read(flow, packet.bytes(), packet.payloadOffset(), packet.payloadBytes(), fromClient);
      if (reading == Reading.NEEDS_MORE) {
        var tls =
            new Greeting.Tls(new OrderedBytes(Scratch.BYTES), packet.tcpSequence(), fromClient);
        tls.bytes().put(0, packet.bytes(), packet.payloadOffset(), packet.payloadBytes());
        greetings.keep(flow.id(), tls);
      } else {
        end(flow, reading);
      }
    } else if (SshGreetings.canBegin(packet)) {
      Greeting.Ssh both = new Greeting.Ssh();
      greetings.keep(flow.id(), both);
      more(flow, packet, both, fromClient);
    }
  }

  private void more(Flow flow, Packet packet, Greeting.Tls tls) {
    int position = packet.tcpSequence() - tls.base();
    boolean fits =
        tls.bytes().put(position, packet.bytes(), packet.payloadOffset(), packet.payloadBytes());
    if (!fits && position > 0) {
      end(flow, Reading.BROKEN);
      return;
    }
    MemorySegment records = scratch.wrapped();
    Reading reading = read(flow, records, 0, tls.bytes().copyTo(records), tls.fromClient());
    if (reading != Reading.NEEDS_MORE) {
      end(flow, reading);
    }
  }

  private void more(Flow flow, Packet packet, Greeting.Ssh both, boolean fromClient) {
    if (ssh.take(flow, packet, both, fromClient)) {
      greetings.done(flow.id());
      flow.introductionEnded();
    }
  }

  private Reading read(
      Flow flow, MemorySegment bytes, long offset, int length, boolean fromClient) {
    int unwrapped = TlsRecords.unwrap(bytes, offset, length, scratch.message());
    if (unwrapped == TlsRecords.NOT_A_HANDSHAKE) {
      return Reading.BROKEN;
    }
    ByteCursor message = new ByteCursor(scratch.message(), 0, unwrapped);
    int type = message.u8();
    int size = message.u24();
    if (unwrapped < HANDSHAKE_HEADER_BYTES) {
      return Reading.NEEDS_MORE;
    }
    if (type != ClientHello.TYPE || size > ClientHello.MAX_BYTES) {
      return Reading.BROKEN;
    }
    if (message.remaining() < size) {
      return Reading.NEEDS_MORE;
    }
    ClientHello hello = ClientHello.read(message.part(size));
    if (hello == null) {
      return Reading.BROKEN;
    }
    introductions.hello(flow, hello, Ja4.Transport.TCP, fromClient);
    return Reading.DONE;
  }

  private void end(Flow flow, Reading reading) {
    if (reading == Reading.BROKEN) {
      counters.count(IdentityEvent.HANDSHAKES_MALFORMED);
    }
    greetings.done(flow.id());
    flow.introductionEnded();
  }
}
