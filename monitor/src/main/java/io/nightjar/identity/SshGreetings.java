package io.nightjar.identity;

import io.nightjar.flow.Flow;
import io.nightjar.host.Clue.Evidence;
import io.nightjar.host.Host;
import io.nightjar.packet.NetworkOrder;
import io.nightjar.packet.Packet;

/**
 * Reads both sides of an SSH connection (RFC 4253 sections 4.2 and 7.1): lines, the last of which
 * begins with {@code SSH-}, then a packet with the key exchange.
 */
final class SshGreetings {
  private static final int SSH_ = 0x5353482d;
  private static final int LENGTH_BYTES = 4;
  private static final int MAX_BANNER_BYTES = 4096;

  private final Introductions introductions;
  private final IdentityCounters counters;
  private final Scratch scratch;

  SshGreetings(Introductions introductions, IdentityCounters counters, Scratch scratch) {
    this.introductions = introductions;
    this.counters = counters;
    this.scratch = scratch;
  }

  /** Whether the payload begins with {@code SSH-}. */
  static boolean canBegin(Packet packet) {
    return packet.payloadBytes() > LENGTH_BYTES
        && NetworkOrder.i32(packet.bytes(), packet.payloadOffset()) == SSH_;
  }

  /** Takes a segment; whether both sides are read. */
  boolean take(Flow flow, Packet packet, Greeting.Ssh both, boolean fromClient) {
    int side = fromClient ? 0 : 1;
    if (!both.done[side]) {
      OrderedBytes bytes = both.bytes[side];
      if (bytes == null) {
        bytes = new OrderedBytes(SshKeyExchange.MAX_BYTES);
        both.bytes[side] = bytes;
        both.bases[side] = packet.tcpSequence();
      }
      int position = packet.tcpSequence() - both.bases[side];
      boolean fits =
          bytes.put(position, packet.bytes(), packet.payloadOffset(), packet.payloadBytes());
      both.done[side] =
          (!fits && position > 0) || read(flow, bytes.copyTo(scratch.message()), fromClient);
    }
    return both.done[0] && both.done[1];
  }

  /** Whether nothing more is to be read of this side. */
  private boolean read(Flow flow, int length, boolean fromClient) {
    int packetAt = behindBanner(length);
    if (packetAt < 0) {
      return length > MAX_BANNER_BYTES;
    }
    ByteCursor cursor = new ByteCursor(scratch.message(), packetAt, length - packetAt);
    long size = cursor.u32();
    if (cursor.overran()) {
      return false;
    }
    if (size > SshKeyExchange.MAX_BYTES - LENGTH_BYTES) {
      counters.count(IdentityEvent.HANDSHAKES_MALFORMED);
      return true;
    }
    if (cursor.remaining() < size) {
      return false;
    }
    Host sender = fromClient ? flow.client() : flow.server();
    introductions.clues(sender, ClueRules.of(Evidence.SSH_BANNER, banner(packetAt)));
    SshKeyExchange offer = SshKeyExchange.read(cursor.part(size));
    if (offer == null) {
      counters.count(IdentityEvent.HANDSHAKES_MALFORMED);
    } else {
      introductions.keyExchange(flow, offer, fromClient);
    }
    return true;
  }

  /** Where the line that begins with {@code SSH-} ends; -1 while it is not there. */
  private int behindBanner(int length) {
    int line = 0;
    for (int at = 0; at < Math.min(length, MAX_BANNER_BYTES); at++) {
      if (NetworkOrder.u8(scratch.message(), at) == '\n') {
        if (at - line >= LENGTH_BYTES && NetworkOrder.i32(scratch.message(), line) == SSH_) {
          return at + 1;
        }
        line = at + 1;
      }
    }
    return -1;
  }

  private String banner(int end) {
    int begin = end - 1;
    while (begin > 0 && NetworkOrder.u8(scratch.message(), begin - 1) != '\n') {
      begin--;
    }
    return new ByteCursor(scratch.message(), begin, end - begin).text(end - begin);
  }
}
