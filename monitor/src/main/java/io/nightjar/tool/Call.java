package io.nightjar.tool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call under way, on a virtual thread of its own. Its caller may give it up. */
public final class Call {
  private final CompletableFuture<Outcome> outcome;
  private final CompletableFuture<Outcome> ended;

  /**
   * A call.
   *
   * @param outcome completed by whoever ends the call first
   * @param ended completed when the call's thread knows
   */
  Call(CompletableFuture<Outcome> outcome, CompletableFuture<Outcome> ended) {
    this.outcome = outcome;
    this.ended = ended;
  }

  /** A call that was over before it began. */
  static Call over(Outcome outcome) {
    CompletableFuture<Outcome> known = CompletableFuture.completedFuture(outcome);
    return new Call(known, known);
  }

  /** The outcome, waited for as long as it takes. */
  public Outcome await() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a call ends with an outcome", e);
    }
  }

  /** The outcome, if there is one within this time. */
  public Optional<Outcome> await(Duration longest) throws InterruptedException {
    try {
      return Optional.of(ended.get(longest.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new AssertionError("a call ends with an outcome", e);
    }
  }

  /** Gives the call up: its thread is interrupted, its outcome is lost. */
  public void cancel() {
    outcome.complete(new Outcome.Cancelled());
  }
}
