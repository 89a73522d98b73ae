package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Answer;
import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.net.IpAddress;
import org.jspecify.annotations.Nullable;

/** A run that measured nothing, and why. */
final class NoAnswer extends Exception {
  private static final long serialVersionUID = 1;

  private final State state;
  private final String reason;
  private final transient Outcome outcome;

  private NoAnswer(State state, String reason) {
    super(reason);
    this.state = state;
    this.reason = reason;
    this.outcome = Outcome.none(state, reason);
  }

  private NoAnswer(NoAnswer first, Outcome outcome) {
    super(first.reason, first);
    this.state = first.state;
    this.reason = first.reason;
    this.outcome = outcome;
  }

  /** The target does not answer, or not as it should. */
  static NoAnswer down(String reason) {
    return new NoAnswer(State.DOWN, reason);
  }

  /** It could not be told whether the target answers. */
  static NoAnswer failed(String reason) {
    return new NoAnswer(State.FAILED, reason);
  }

  /** The same, with what was found out until then. */
  NoAnswer with(@Nullable IpAddress address, Phases phases, Answer answer) {
    return new NoAnswer(this, outcome.at(address).with(phases).with(answer));
  }

  /** The same, of echoes. */
  NoAnswer with(Outcome found) {
    return new NoAnswer(this, found);
  }

  State state() {
    return state;
  }

  String reason() {
    return reason;
  }

  Outcome outcome() {
    return outcome;
  }
}
