package io.nightjar.mcp;

import io.nightjar.tool.Call;
import io.nightjar.tool.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** Waits for calls on an open stream, whose writes tell when the client has gone. */
final class CallStream {
  /** A call that takes longer is answered as a stream, where the client takes one. */
  static final Duration QUICK = Duration.ofMillis(400);

  private static final Duration KEEP_ALIVE = Duration.ofMillis(400);

  private CallStream() {}

  /** What becomes of the call. */
  static Outcome await(OutputStream out, Call call, Progress progress)
      throws IOException, InterruptedException {
    EventStream.keepAlive(out);
    Optional<Outcome> outcome = call.await(KEEP_ALIVE);
    while (outcome.isEmpty()) {
      if (!progress.tell(out)) {
        EventStream.keepAlive(out);
      }
      outcome = call.await(KEEP_ALIVE);
    }
    return outcome.get();
  }
}
