package io.nightjar.discovery;

import io.nightjar.natives.packetring.LinkSocket;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Asks by ARP for every address of an IPv4 network, twice those that did not answer. */
final class ArpSweep {
  private static final int ROUNDS = 2;
  private static final long AFTER_ROUND_MILLIS = 400;

  /** More frames than this in one scan are a flood; the rest stays unread. */
  private static final long MOST_FRAMES = 200_000;

  private static final int MOST_AT_ONCE = 256;

  private final LinkSocket socket;
  private final LocalLink link;
  private final Heard heard;
  private final Set<IpAddress> asked = new HashSet<>();
  private boolean flooded;

  ArpSweep(LinkSocket socket, LocalLink link, Heard heard) {
    this.socket = socket;
    this.link = link;
    this.heard = heard;
  }

  /** The addresses of an IPv4 network that hosts can have. */
  static List<IpAddress> hosts(Prefix network) {
    long first = network.address().low() & 0xffff_ffffL;
    long count = 1L << (Prefix.HOST_BITS - network.length());
    boolean hasBroadcast = count > 2;
    return LongStream.range(hasBroadcast ? 1 : 0, hasBroadcast ? count - 1 : count)
        .mapToObj(each -> IpAddress.v4((int) (first + each)))
        .toList();
  }

  void run(Prefix network, Beat beat) {
    List<IpAddress> wanted =
        hosts(network).stream().filter(each -> !each.equals(link.own())).toList();
    asked.addAll(wanted);
    for (int round = 0; round < ROUNDS; round++) {
      for (IpAddress each : wanted) {
        if (!heard.has(each)) {
          beat.await(this::read);
          byte[] frame = ArpFrames.request(socket.hardwareAddress(), link.own(), each);
          boolean _ = socket.send(frame); // where there is no room it is asked again
        }
      }
      beat.listen(AFTER_ROUND_MILLIS, this::read);
    }
  }

  /** Whether more came than a network of this size answers. */
  boolean isFlooded() {
    return flooded;
  }

  private void read() {
    for (int i = 0; i < MOST_AT_ONCE && !flooded; i++) {
      MemorySegment frame = socket.receive();
      if (frame.byteSize() == 0) {
        return;
      }
      flooded = heard.isTooMuch(MOST_FRAMES);
      ArpFrames.Answer answer = ArpFrames.answer(frame, socket.hardwareAddress());
      if (answer != null && asked.contains(answer.ip())) {
        heard.answered(answer.ip(), answer.mac());
      } else if (ArpFrames.isReply(frame, socket.hardwareAddress())) {
        heard.refuse();
      }
    }
  }
}
