package io.nightjar.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.nightjar.packet.LinkType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** All a capture file holds, kept for a test. */
record ReadFile(List<Frame> frames, Optional<CaptureFault> fault) {
  /** One frame; its bytes in hexadecimal. */
  record Frame(String bytes, int wireBytes, long timeNanos, LinkType link) {}

  /** Writes the bytes to a file and reads it back. */
  static ReadFile of(Path folder, byte[] bytes) {
    Path path = folder.resolve("capture");
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(path);
  }

  static ReadFile of(Path path) {
    try (CaptureFile file = CaptureFile.open(path)) {
      List<Frame> frames = new ArrayList<>();
      int read = 0;
      while (read >= 0) {
        read = file.read(keeping(frames), 3);
      }
      if (frames.size() != file.frames()) {
        throw new AssertionError(frames.size() + " frames came, counted " + file.frames());
      }
      return new ReadFile(frames, file.fault());
    }
  }

  /** Reads the bytes without a file. */
  static ReadFile of(byte[] bytes) {
    ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(bytes));
    try (ByteWindow window = new ByteWindow(channel)) {
      CaptureFormat format = CaptureMagic.format(window);
      List<Frame> frames = new ArrayList<>();
      while (format.read(keeping(frames), 3) >= 0) {}
      return new ReadFile(frames, format.fault());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FrameConsumer keeping(List<Frame> frames) {
    return (bytes, at, captured, wire, nanos, link) -> {
      if (!bytes.isNative()) {
        throw new AssertionError("a frame in heap memory");
      }
      byte[] copy = bytes.asSlice(at, captured).toArray(JAVA_BYTE);
      frames.add(new Frame(HexFormat.of().formatHex(copy), wire, nanos, link));
    };
  }
}
