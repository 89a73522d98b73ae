package io.nightjar.identity;

import io.nightjar.net.IpAddress;
import java.util.Base64;

/**
 * Community ID version 1: one text for a flow in every tool that knows it. Base64 of SHA-1 over the
 * smaller end first.
 *
 * <pre>
 *   seed 2 | address 4 or 16 | address 4 or 16 | protocol 1 | 0 | port 2 | port 2
 * </pre>
 *
 * <p>ICMP has types for ports: a type and that of its answer, or type and code where none answers.
 * Owned by one worker.
 */
public final class CommunityId {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int SCTP = 132;
  private static final int MAX_BYTES = 40;

  private final Digests digests = new Digests();
  private final byte[] input = new byte[MAX_BYTES];

  /** With seed 0, as others have it unless told otherwise. */
  public CommunityId() {
    this(0);
  }

  /** With a seed of 16 bits, which keeps the IDs of two places apart. */
  CommunityId(int seed) {
    put(seed, 0);
  }

  /**
   * The ID of a flow.
   *
   * @param srcPort the port, or the ICMP type
   * @param dstPort the port, or the ICMP code
   */
  public String of(int protocol, IpAddress src, IpAddress dst, int srcPort, int dstPort) {
    boolean icmp = protocol == ICMP || protocol == ICMPV6;
    int answer = icmp ? answer(protocol, srcPort) : -1;
    int otherPort = answer >= 0 ? answer : dstPort;
    boolean oneWay = icmp && answer < 0;
    int order = src.compareTo(dst);
    boolean inOrder = oneWay || order < 0 || (order == 0 && srcPort < otherPort);
    int length = 2;
    length = put(inOrder ? src : dst, length);
    length = put(inOrder ? dst : src, length);
    input[length++] = (byte) protocol;
    input[length++] = 0;
    if (icmp || protocol == TCP || protocol == UDP || protocol == SCTP) {
      length = put(inOrder ? srcPort : otherPort, length);
      length = put(inOrder ? otherPort : srcPort, length);
    }
    return "1:" + Base64.getEncoder().encodeToString(digests.sha1(input, length));
  }

  private int put(IpAddress address, int at) {
    int bytes = address.isV4() ? 4 : 16;
    for (int i = 0; i < bytes; i++) {
      int shift = (bytes - 1 - i) * 8;
      input[at + i] =
          (byte) (shift < 64 ? address.low() >>> shift : address.high() >>> (shift - 64));
    }
    return at + bytes;
  }

  private int put(int port, int at) {
    input[at] = (byte) (port >>> 8);
    input[at + 1] = (byte) port;
    return at + 2;
  }

  /** The type that answers this one, or that it answers; -1 for none. */
  private static int answer(int protocol, int type) {
    return protocol == ICMP ? icmpAnswer(type) : icmpv6Answer(type);
  }

  private static int icmpAnswer(int type) {
    return switch (type) {
      case 0 -> 8; // echo
      case 8 -> 0;
      case 9 -> 10; // router
      case 10 -> 9;
      case 13 -> 14; // timestamp
      case 14 -> 13;
      case 15 -> 16; // information
      case 16 -> 15;
      case 17 -> 18; // address mask
      case 18 -> 17;
      default -> -1;
    };
  }

  private static int icmpv6Answer(int type) {
    return switch (type) {
      case 128 -> 129; // echo
      case 129 -> 128;
      case 130 -> 131; // multicast listener
      case 131 -> 130;
      case 133 -> 134; // router
      case 134 -> 133;
      case 135 -> 136; // neighbour
      case 136 -> 135;
      case 139 -> 140; // node information
      case 140 -> 139;
      case 144 -> 145; // home agent
      case 145 -> 144;
      default -> -1;
    };
  }
}
