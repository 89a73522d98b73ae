package io.nightjar.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a capture file's content, whatever its name: the first 64 bits of SHA-256 over
 * its size, its first and last 64 KiB and 64 evenly spaced blocks of 4 KiB between them. Files up
 * to 384 KiB are covered whole; in larger ones a change between the blocks goes unseen.
 */
public final class CaptureFingerprint {
  private static final int EDGE_BYTES = 64 << 10;
  private static final int BLOCK_BYTES = 4 << 10;
  private static final int BLOCKS = 64;
  private static final long WHOLE_BYTES = 2L * EDGE_BYTES + (long) BLOCKS * BLOCK_BYTES;
  private static final int DIGEST_BYTES = 8;

  private CaptureFingerprint() {}

  /**
   * The fingerprint of this file, 16 hexadecimal digits.
   *
   * @throws CaptureException when it cannot be read
   */
  public static String of(Path path) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long size = file.size();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
      if (size <= WHOLE_BYTES) {
        add(digest, file, 0, (int) size);
      } else {
        addSamples(digest, file, size);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    } catch (IOException e) {
      throw new CaptureException("cannot read " + path + ": " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void addSamples(MessageDigest digest, FileChannel file, long size)
      throws IOException {
    add(digest, file, 0, EDGE_BYTES);
    double step = (size - 2.0 * EDGE_BYTES) / BLOCKS;
    for (int block = 0; block < BLOCKS; block++) {
      add(digest, file, EDGE_BYTES + (long) (block * step), BLOCK_BYTES);
    }
    add(digest, file, size - EDGE_BYTES, EDGE_BYTES);
  }

  private static void add(MessageDigest digest, FileChannel file, long at, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes, at + bytes.position());
    }
    digest.update(bytes.flip());
  }
}
