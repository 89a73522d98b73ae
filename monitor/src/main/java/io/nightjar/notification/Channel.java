package io.nightjar.notification;

import java.io.IOException;

/** The way to a destination's server. Safe for every thread; those are virtual. */
interface Channel extends AutoCloseable {
  /**
   * Sends a batch; an interrupt ends it.
   *
   * @throws IOException when it may work later; the message says why and holds no secret
   */
  Receipt send(Batch batch) throws IOException, InterruptedException;

  @Override
  default void close() {}
}
