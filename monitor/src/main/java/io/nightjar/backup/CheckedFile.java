package io.nightjar.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of a backup, and how to know that it is as it was written.
 *
 * @param name below the backup's folder, with slashes
 * @param sha256 in hexadecimal
 */
record CheckedFile(String name, long bytes, String sha256) {
  private static final int CHUNK_BYTES = 256 << 10;

  /** A name that leaves the folder is no file of it. */
  CheckedFile {
    Path path = Path.of(name);
    if (path.isAbsolute() || !path.equals(path.normalize()) || path.startsWith("..")) {
      throw new IllegalArgumentException("a file outside of its folder: " + name);
    }
  }

  /** All files below a folder, by name, each brought to the disk. */
  static List<CheckedFile> of(Path folder) throws IOException {
    List<CheckedFile> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path each : walk.sorted().toList()) {
        sync(each);
        if (!Files.isDirectory(each)) {
          String name = folder.relativize(each).toString();
          files.add(new CheckedFile(name, Files.size(each), sha256(each)));
        }
      }
    }
    return files;
  }

  /** Whether it is there in its length. */
  boolean isThere(Path folder) {
    try {
      return Files.size(folder.resolve(name)) == bytes;
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether it is as it was written. */
  boolean isWhole(Path folder) throws IOException {
    return isThere(folder) && sha256(folder.resolve(name)).equals(sha256);
  }

  private static String sha256(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      while (channel.read(chunk) >= 0) {
        digest.update(chunk.flip());
        chunk.clear();
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Brings a file, or the names in a folder, to the disk. */
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
