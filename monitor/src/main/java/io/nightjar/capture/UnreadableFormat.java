package io.nightjar.capture;

import java.util.Optional;

/** A file that is no capture, or one of a kind Nightjar does not read. */
record UnreadableFormat(CaptureFault reason) implements CaptureFormat {
  @Override
  public int read(FrameConsumer consumer, int limit) {
    return FrameSource.END;
  }

  @Override
  public Optional<CaptureFault> fault() {
    return Optional.of(reason);
  }
}
