package io.nightjar.architecture.bad.flow;

import java.util.stream.IntStream;

/** Streams and logs: what the packet path must not. */
final class StreamsAndLogs {
  private static final System.Logger LOG = System.getLogger("bad");

  void count() {
    LOG.log(System.Logger.Level.INFO, IntStream.range(0, 3).sum());
  }
}
