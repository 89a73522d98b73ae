package io.nightjar.capture;

import java.lang.foreign.MemorySegment;

/** Tells file formats apart by the first bytes of a file. */
final class CaptureMagic {
  private static final String EXPECTED = "a pcap or pcapng file, plain or gzip";

  private CaptureMagic() {}

  /** The reader for what is in the window, which stands at its first byte. */
  static CaptureFormat format(ByteWindow window) {
    if (!window.require(4)) {
      String failure = window.failure();
      return unreadable(failure != null ? failure : tooShort(window.available()));
    }
    MemorySegment bytes = window.bytes();
    int magic = FileOrder.SAME.i32(bytes, 0);
    if (magic == PcapngFormat.SECTION_HEADER) {
      return new PcapngFormat(window);
    }
    for (FileOrder order : FileOrder.values()) {
      int ordered = order.i32(bytes, 0);
      if (ordered == PcapFormat.MICROSECONDS
          || ordered == PcapFormat.NANOSECONDS
          || ordered == PcapFormat.MODIFIED) {
        return new PcapFormat(window, order, ordered);
      }
    }
    return unreadable(name(Integer.reverseBytes(magic)));
  }

  private static String tooShort(int bytes) {
    return bytes == 0 ? "an empty file" : "a file of " + bytes + " bytes";
  }

  /** What a file is that begins with these bytes, the first one highest. */
  private static String name(int first) {
    return switch (first) {
      case 0x736e6f6f -> "a snoop capture (convert it: editcap -F pcap IN OUT)";
      case 0x58435000, 0x58435002 -> "a NetXray capture (convert it: editcap -F pcap IN OUT)";
      case 0x54525358 -> "a Sniffer capture (convert it: editcap -F pcap IN OUT)";
      case 0x47_4d_42_55 -> "a Network Monitor capture (convert it: editcap -F pcap IN OUT)";
      case 0x28b52ffd -> "a zstd-compressed file (unpack it first: zstd -d FILE)";
      case 0x04224d18 -> "an LZ4-compressed file (unpack it first: lz4 -d FILE)";
      case 0xfd377a58 -> "an xz-compressed file (unpack it first: xz -d FILE)";
      case 0x504b0304 -> "a zip archive (unpack it first: unzip FILE)";
      default -> nameOfShorterMagic(first);
    };
  }

  private static String nameOfShorterMagic(int first) {
    if (first >>> 16 == 0x1f8b) {
      return "a damaged gzip file";
    }
    return first >>> 8 == 0x425a68
        ? "a bzip2-compressed file (unpack it first: bunzip2 FILE)"
        : "a file that begins with 0x%08x".formatted(first);
  }

  private static CaptureFormat unreadable(String found) {
    return new UnreadableFormat(new CaptureFault(0, found, EXPECTED));
  }
}
