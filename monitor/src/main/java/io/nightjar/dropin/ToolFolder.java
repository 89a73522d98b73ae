package io.nightjar.dropin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The folder of tools, and what of it is looked at: files named {@code *.lua} and {@code *.sql},
 * nothing below it, no links, nothing that just anybody may write.
 */
final class ToolFolder {
  /** The largest file. */
  static final int MOST_BYTES = 256 << 10;

  /** Names looked at; a folder of more is no folder of tools. */
  private static final int MOST_FILES = 1_000;

  /**
   * A file as it stands there; another one is equal if nothing changed.
   *
   * @param name without the folder
   * @param change what differs once it was changed
   */
  record Seen(String name, Change change) {}

  /** What {@code lstat} tells of a file. */
  record Change(long modifiedNanos, long size, String key, boolean isFile, boolean isOpenToAll) {
    static Change of(PosixFileAttributes attributes) {
      return new Change(
          attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          attributes.size(),
          String.valueOf(attributes.fileKey()),
          attributes.isRegularFile(),
          attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE));
    }
  }

  private final Path folder;

  ToolFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The files by name; none where there is no folder.
   *
   * @throws FileProblem when the folder is not to be used
   */
  List<Seen> look() throws FileProblem {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try {
      if (isOpenToAll(folder)) {
        throw new FileProblem(0, "anybody may write to this folder: chmod o-w it");
      }
      return files();
    } catch (IOException | DirectoryIteratorException | UnsupportedOperationException _) {
      throw new FileProblem(0, "the folder cannot be read: check its rights");
    }
  }

  private List<Seen> files() throws IOException, FileProblem {
    List<Seen> seen = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.{lua,sql}")) {
      for (Path each : all) {
        if (seen.size() == MOST_FILES) {
          throw new FileProblem(0, "more than " + MOST_FILES + " files: take some away");
        }
        attributes(each).ifPresent(copy -> seen.add(new Seen(each.getFileName().toString(), copy)));
      }
    }
    seen.sort(Comparator.comparing(Seen::name));
    return seen;
  }

  /** Empty for a file that went meanwhile. */
  private static Optional<Change> attributes(Path file) {
    try {
      return Optional.of(
          Change.of(
              Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean isOpenToAll(Path path) throws IOException {
    return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * The text of a file.
   *
   * @throws FileProblem when it is not to be used
   */
  String read(Seen file) throws FileProblem {
    if (!file.change().isFile()) {
      throw new FileProblem(0, "is no regular file; links are not followed: copy the file here");
    }
    if (file.change().isOpenToAll()) {
      throw new FileProblem(0, "anybody may write to it: chmod o-w it");
    }
    try (var in = Files.newInputStream(folder.resolve(file.name()), LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new FileProblem(0, "has more than 256 KiB: make it shorter");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new FileProblem(0, "is not UTF-8: save it as UTF-8");
    } catch (IOException _) {
      throw new FileProblem(0, "cannot be read: check its rights");
    }
  }
}
