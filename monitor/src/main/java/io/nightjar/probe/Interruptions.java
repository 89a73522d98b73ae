package io.nightjar.probe;

/** What an interrupt becomes that closed a socket. */
final class Interruptions {
  private Interruptions() {}

  /** Throws when this thread was interrupted: its failure is none of the target's. */
  static void rethrow() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
