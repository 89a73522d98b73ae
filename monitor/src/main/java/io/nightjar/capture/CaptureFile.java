package io.nightjar.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A capture file, pcap or pcapng, plain or compressed with gzip. It is read up to its end or to its
 * first {@link #fault}; what was read stays. Opening is cheap: several workers may each open the
 * same file.
 */
public final class CaptureFile implements FrameSource {
  private final Path path;
  private final ByteWindow window;
  private final CaptureFormat format;
  private long frames;

  private CaptureFile(Path path, ByteWindow window) {
    this.path = path;
    this.window = window;
    format = CaptureMagic.format(window);
  }

  /**
   * Opens the file. A file that is no capture opens too, and has a fault from the start.
   *
   * @throws CaptureException when it cannot be opened
   */
  public static CaptureFile open(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new CaptureException("not a file: " + path + " (expected a pcap or pcapng file)", null);
    }
    try {
      return new CaptureFile(path, new ByteWindow(channel(path)));
    } catch (NoSuchFileException e) {
      throw new CaptureException("no such file: " + path, e);
    } catch (AccessDeniedException e) {
      throw new CaptureException(
          "no right to read " + path + " (try: chmod +r, or run as its owner)", e);
    } catch (IOException e) {
      throw new CaptureException("cannot open " + path + ": " + e.getMessage(), e);
    }
  }

  private static ReadableByteChannel channel(Path path) throws IOException {
    if (isGzip(path)) {
      InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
      try {
        return Channels.newChannel(new GZIPInputStream(file, 1 << 16));
      } catch (ZipException | EOFException _) {
        // Its gzip header is damaged: read as it is, it is told by its first bytes.
        file.close();
      }
    }
    return Files.newByteChannel(path, StandardOpenOption.READ);
  }

  private static boolean isGzip(Path path) throws IOException {
    try (InputStream start = Files.newInputStream(path)) {
      return start.read() == 0x1f && start.read() == 0x8b;
    }
  }

  @Override
  public int read(FrameConsumer consumer, int limit) {
    int read = format.read(consumer, limit);
    frames += Math.max(read, 0);
    return read;
  }

  /** Why the file could not be read to its end; known once {@link #read} returned END. */
  public Optional<CaptureFault> fault() {
    return format.fault();
  }

  /** Frames read so far. */
  public long frames() {
    return frames;
  }

  /** The file. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      window.close();
    } catch (IOException e) {
      throw new CaptureException("cannot close " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> failure() {
    return fault().map(CaptureFault::toString);
  }
}
