package io.nightjar.natives.icmp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.nightjar.natives.libc.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A socket for echo requests of one family. Without rights it is one of datagrams (icmp(7), {@code
 * ping_group_range}); where those are not allowed it is a raw one, which needs CAP_NET_RAW. One
 * thread uses it at a time.
 */
/*
 * Errors that routers send come through the socket's error queue (IP_RECVERR) in both kinds, with
 * the head of the request they are about. An error that waits makes the next call on the socket
 * fail as well: such a call is made once more.
 */
public final class EchoSocket implements AutoCloseable {
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int NON_BLOCKING_CLOSED_ON_EXEC = 0x80800;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_TIMESTAMPNS = 35;
  private static final int RECEIVE_BYTES = 1 << 20;
  private static final int SOL_RAW = 255;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_ERRQUEUE = 0x2000;

  private static final int ORIGIN_ICMP = 2;
  private static final int ORIGIN_ICMPV6 = 3;
  private static final int TIME_EXCEEDED_V4 = 11;
  private static final int TIME_EXCEEDED_V6 = 3;

  private static final int EAGAIN = 11;

  /** Options that differ between the families. */
  private record Family(
      int domain, int protocol, int level, int receiveErrors, int hops, int request, int reply) {
    static final Family V4 =
        new Family(
            SocketAddress.AF_INET,
            IPPROTO_ICMP,
            0,
            11,
            2,
            EchoPacket.REQUEST_V4,
            EchoPacket.REPLY_V4);
    static final Family V6 =
        new Family(
            SocketAddress.AF_INET6,
            IPPROTO_ICMPV6,
            41,
            25,
            16,
            EchoPacket.REQUEST_V6,
            EchoPacket.REPLY_V6);
  }

  private final Arena arena = Arena.ofShared();
  private final MemorySegment errno = Errno.allocate(arena);
  private final MemorySegment packet = arena.allocate(EchoPacket.BYTES, 8);
  private final MemorySegment address = arena.allocate(SocketAddress.MOST_BYTES, 8);
  private final MemorySegment number = arena.allocate(JAVA_INT);
  private final ReceivedMessage message = new ReceivedMessage(arena);
  private final boolean isV6;
  private final Family family;
  private final int identifier = ThreadLocalRandom.current().nextInt(1, 1 << 16);
  private final int descriptor;
  private final boolean isRaw;
  private int hopLimit;
  private boolean closed;

  /**
   * Opens a socket.
   *
   * @throws IcmpException when the process may not, or the machine has no such addresses
   */
  public EchoSocket(boolean v6) {
    isV6 = v6;
    family = v6 ? Family.V6 : Family.V4;
    int datagrams = open(SOCK_DGRAM);
    int opened = datagrams < 0 ? open(SOCK_RAW) : datagrams;
    if (opened < 0) {
      arena.close();
      throw refusal(v6, -opened);
    }
    isRaw = datagrams < 0;
    descriptor = opened;
    set(family.level, family.receiveErrors, 1);
    set(SOL_SOCKET, SO_RCVBUF, RECEIVE_BYTES);
    set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
    if (isRaw) {
      letInRepliesAlone();
    }
  }

  private int open(int type) {
    return IcmpLibrary.socket(
        errno, family.domain, type | NON_BLOCKING_CLOSED_ON_EXEC, family.protocol);
  }

  private static IcmpException refusal(boolean v6, int error) {
    if (error == Errno.EPERM || error == Errno.EACCES) {
      return new IcmpException(
          "ICMP is not permitted: give the process the capability CAP_NET_RAW, or let its group"
              + " use ICMP sockets: sysctl -w net.ipv4.ping_group_range='0 2147483647'");
    }
    return new IcmpException((v6 ? "no ICMPv6 socket: " : "no ICMP socket: ") + Errno.text(error));
  }

  /** A raw socket is shown every ICMP message of the machine otherwise. */
  private void letInRepliesAlone() {
    try (Arena scratch = Arena.ofConfined()) {
      if (!isV6) {
        MemorySegment blocked = scratch.allocateFrom(JAVA_INT, ~(1 << family.reply));
        int _ = IcmpLibrary.setOption(errno, descriptor, SOL_RAW, 1, blocked, Integer.BYTES);
        return;
      }
      final int words = 8;
      MemorySegment blocked = scratch.allocate(JAVA_INT, words);
      for (int i = 0; i < words; i++) {
        int bit = i == family.reply / 32 ? 1 << family.reply % 32 : 0;
        blocked.setAtIndex(JAVA_INT, i, ~bit);
      }
      int bytes = words * Integer.BYTES;
      int _ = IcmpLibrary.setOption(errno, descriptor, IPPROTO_ICMPV6, 1, blocked, bytes);
    }
  }

  private void set(int level, int option, int value) {
    number.set(JAVA_INT, 0, value);
    int _ = IcmpLibrary.setOption(errno, descriptor, level, option, number, Integer.BYTES);
  }

  /** Whether it is a raw socket. */
  public boolean isRaw() {
    return isRaw;
  }

  /** To wait on. */
  public int descriptor() {
    return descriptor;
  }

  /**
   * Sends a request.
   *
   * @param to 4 or 16 bytes, of this socket's family
   * @param hops how many routers it may pass, and one
   * @param sequence 0 to 65535
   * @param token comes back in the reply
   * @return why it could not be sent, in words; null when it was
   */
  public @Nullable String send(byte[] to, int hops, int sequence, long token) {
    if (hops != hopLimit) {
      set(family.level, family.hops, hops);
      hopLimit = hops;
    }
    EchoPacket.write(packet, family.request, identifier, sequence, token);
    int bytes = SocketAddress.write(address, to);
    long sent = 0;
    for (int attempt = 0; attempt < 2; attempt++) {
      sent = IcmpLibrary.sendTo(errno, descriptor, packet, EchoPacket.BYTES, address, bytes);
      if (sent >= 0) {
        return null;
      }
    }
    return Errno.text((int) -sent);
  }

  /** The next answer that has come; null when there is none now. Never waits. */
  public @Nullable EchoEvent receive() {
    int errors = 0;
    while (errors < 2) {
      long bytes = IcmpLibrary.receive(errno, descriptor, message.ready(), MSG_DONTWAIT);
      if (bytes == -EAGAIN) {
        return null;
      }
      errors += bytes < 0 ? 1 : 0;
      EchoEvent reply = bytes < 0 ? null : reply(bytes);
      if (reply != null) {
        return reply;
      }
    }
    return null;
  }

  /** The next error that has come; null when there is none now. Never waits. */
  public @Nullable EchoEvent receiveError() {
    while (true) {
      int flags = MSG_ERRQUEUE | MSG_DONTWAIT;
      long bytes = IcmpLibrary.receive(errno, descriptor, message.ready(), flags);
      if (bytes < 0) {
        return null;
      }
      EchoEvent error = error(bytes);
      if (error != null) {
        return error;
      }
    }
  }

  private @Nullable EchoEvent reply(long bytes) {
    MemorySegment buffer = message.buffer();
    boolean hasIpHeader = isRaw && !isV6;
    long at = hasIpHeader && bytes > 0 ? (buffer.get(JAVA_BYTE, 0) & 0xf) * 4L : 0;
    if (bytes - at < EchoPacket.BYTES
        || EchoPacket.type(buffer, at) != family.reply
        || (isRaw && EchoPacket.identifier(buffer, at) != identifier)) {
      return null;
    }
    return new EchoEvent(
        EchoEvent.Kind.REPLY,
        message.sender(),
        EchoPacket.sequence(buffer, at),
        EchoPacket.token(buffer, at),
        message.waitedNanos());
  }

  private @Nullable EchoEvent error(long bytes) {
    MemorySegment request = message.buffer();
    long at = message.error(family.level, family.receiveErrors);
    if (at < 0
        || bytes < EchoPacket.HEADER_BYTES
        || EchoPacket.type(request, 0) != family.request
        || (isRaw && EchoPacket.identifier(request, 0) != identifier)) {
      return null;
    }
    int origin = message.errorOrigin(at);
    int type = message.errorType(at);
    boolean isExceeded =
        (origin == ORIGIN_ICMP && type == TIME_EXCEEDED_V4)
            || (origin == ORIGIN_ICMPV6 && type == TIME_EXCEEDED_V6);
    return new EchoEvent(
        isExceeded ? EchoEvent.Kind.TIME_EXCEEDED : EchoEvent.Kind.UNREACHABLE,
        message.offender(at),
        EchoPacket.sequence(request, 0),
        0,
        message.waitedNanos());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      int _ = IcmpLibrary.close(errno, descriptor);
      arena.close();
    }
  }
}
