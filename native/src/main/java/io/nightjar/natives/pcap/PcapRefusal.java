package io.nightjar.natives.pcap;

import java.lang.foreign.MemorySegment;

/** Says why libpcap would not start a capture, and what to do. */
final class PcapRefusal {
  private static final int ERROR = -1;
  private static final int NO_SUCH_DEVICE = -5;
  private static final int PERMISSION_DENIED = -8;
  private static final int INTERFACE_NOT_UP = -9;
  private static final int PROMISCUOUS_PERMISSION_DENIED = -11;
  private static final long LONGEST_TEXT = 4096;

  private PcapRefusal() {}

  /** The message for a status of pcap_activate. */
  static String message(PcapSettings settings, int status, String detail) {
    String name = settings.interfaceName();
    return switch (status) {
      case NO_SUCH_DEVICE -> "no interface named " + name + " (ip link shows those there are)";
      case PERMISSION_DENIED, PROMISCUOUS_PERMISSION_DENIED ->
          "no right to capture on "
              + name
              + ": run as root, or give this user CAP_NET_RAW as an ambient"
              + " capability (docs/run.md shows how)";
      case INTERFACE_NOT_UP -> name + " is down (try: ip link set " + name + " up)";
      case ERROR -> "cannot capture on " + name + ": " + detail;
      default -> "cannot capture on " + name + ": " + text(status) + " " + detail;
    };
  }

  private static String text(int status) {
    MemorySegment text = PcapLibrary.statusText(status);
    return text.reinterpret(LONGEST_TEXT).getString(0);
  }
}
