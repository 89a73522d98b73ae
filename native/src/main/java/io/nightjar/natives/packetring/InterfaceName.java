package io.nightjar.natives.packetring;

import io.nightjar.natives.libc.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * The name of an interface: what the kernel is asked with (netdevice(7)), and what a refusal names.
 *
 * @param text as the kernel names it
 */
record InterfaceName(String text) {
  /** SIOCGIFFLAGS, SIOCGIFHWADDR, SIOCGIFINDEX. */
  static final long FLAGS = 0x8913;

  static final long HARDWARE = 0x8927;
  static final long INDEX = 0x8933;

  /** A {@code struct ifreq} with the name. */
  MemorySegment request() {
    byte[] name = text.getBytes(StandardCharsets.UTF_8);
    if (name.length >= RingLayout.REQUEST_INTERFACE_NAME) {
      throw refusal("the interface", Errno.ENODEV);
    }
    MemorySegment request = Arena.ofAuto().allocate(RingLayout.REQUEST_INTERFACE_BYTES, 8);
    MemorySegment.copy(name, 0, request, ValueLayout.JAVA_BYTE, 0, name.length);
    return request;
  }

  /** What to tell when the kernel refused. */
  PacketRingException refusal(String what, int errno) {
    return switch (errno) {
      case Errno.ENODEV, Errno.ENXIO ->
          refusal(
              PacketRingException.Reason.NO_INTERFACE,
              "no interface named " + text + " (ip link shows those there are)");
      case Errno.ENETDOWN ->
          refusal(
              PacketRingException.Reason.NO_INTERFACE,
              text + " is down (try: ip link set " + text + " up)");
      case Errno.EPERM, Errno.EACCES ->
          refusal(
              PacketRingException.Reason.NO_RIGHT,
              "no right to capture on "
                  + text
                  + ": run as root, or give this user CAP_NET_RAW as an ambient"
                  + " capability (docs/run.md shows how)");
      case Errno.EINVAL, Errno.ENOPROTOOPT, Errno.EAFNOSUPPORT ->
          refusal(PacketRingException.Reason.NO_RING, "the kernel has not " + what + told(errno));
      case Errno.ENOMEM ->
          refusal(
              PacketRingException.Reason.REFUSED,
              "no kernel memory for " + what + " on " + text + told(errno));
      default ->
          refusal(
              PacketRingException.Reason.REFUSED,
              "cannot capture on " + text + ": " + what + told(errno));
    };
  }

  private static PacketRingException refusal(PacketRingException.Reason reason, String message) {
    return new PacketRingException(reason, message);
  }

  private static String told(int errno) {
    return " (" + Errno.text(errno) + ")";
  }
}
