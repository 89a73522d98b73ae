package io.nightjar.enrich;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Countries and autonomous systems in a form that is mapped, not parsed: reading the published
 * files takes seconds of a processor, mapping this takes a millisecond.
 *
 * <pre>
 *   | magic, 8 | stamp of the published files, 8 | six counts, 6 x 4 | country ranges | system ranges |
 *   | system numbers, 8 each | ends of their names, 4 each | names, UTF-8 |
 * </pre>
 *
 * <p>The counts are: IPv4 and IPv6 ranges of countries, of systems, systems, bytes of names. In the
 * byte order of this machine; made again when a published file changed.
 */
final class OriginsFile {
  private static final long MAGIC = 0x314e_4947_4952_4f4aL;
  private static final int COUNTS = 6;
  private static final int HEADER_BYTES = 16 + COUNTS * 4;

  private OriginsFile() {}

  /**
   * What the file has for these published files.
   *
   * @return null when there is none, or it is older than they are, or damaged
   */
  static @Nullable Origins map(Path file, long stamp) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()), stamp);
    } catch (IOException _) {
      return null;
    }
  }

  /** What these bytes have; null where the stamp is another, or the counts do not fit. */
  static @Nullable Origins of(MemorySegment bytes, long stamp) {
    if (bytes.byteSize() < HEADER_BYTES
        || bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0) != MAGIC
        || bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 8) != stamp) {
      return null;
    }
    int[] counts = new int[COUNTS];
    for (int i = 0; i < COUNTS; i++) {
      counts[i] = bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 16 + i * 4L);
    }
    MemorySegment body = bytes.asSlice(HEADER_BYTES);
    return bodyBytes(counts) == body.byteSize() ? new Origins(body, counts) : null;
  }

  private static long bodyBytes(int[] counts) {
    return AddressRanges.bytes(counts[0], counts[1])
        + AddressRanges.bytes(counts[2], counts[3])
        + counts[4] * 12L
        + counts[5];
  }

  /** The bytes of a file that holds this. */
  static byte[] encode(
      long stamp,
      AddressRangesBuilder countries,
      AddressRangesBuilder systemRanges,
      List<Origins.AutonomousSystem> systems) {
    byte[] names =
        String.join("", systems.stream().map(Origins.AutonomousSystem::name).toList())
            .getBytes(StandardCharsets.UTF_8);
    int[] counts = {
      countries.v4Count(),
      countries.v6Count(),
      systemRanges.v4Count(),
      systemRanges.v6Count(),
      systems.size(),
      names.length
    };
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(HEADER_BYTES + bodyBytes(counts)))
            .order(ByteOrder.nativeOrder());
    out.putLong(MAGIC).putLong(stamp);
    for (int count : counts) {
      out.putInt(count);
    }
    countries.writeTo(out);
    systemRanges.writeTo(out);
    systems.forEach(system -> out.putLong(system.number()));
    int end = 0;
    for (Origins.AutonomousSystem system : systems) {
      end += system.name().getBytes(StandardCharsets.UTF_8).length;
      out.putInt(end);
    }
    return out.put(names).array();
  }

  /** Writes a file so that readers see the old one or the new one. */
  static void write(Path file, byte[] content) throws IOException {
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "origins", ".new");
    try {
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
