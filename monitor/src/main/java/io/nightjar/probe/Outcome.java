package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Answer;
import io.nightjar.history.ProbeResult.Echoes;
import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found.
 *
 * @param value in the unit of the kind; null while not up
 * @param reason why it is not up, or what else to know; may hold text from the network
 * @param address whom it went to; null where there was none
 * @param addresses all that the target's name has; empty where it is no name
 */
record Outcome(
    State state,
    @Nullable Double value,
    String reason,
    @Nullable IpAddress address,
    List<IpAddress> addresses,
    Echoes echoes,
    Phases phases,
    Answer answer) {
  private static final double THOUSAND = 1_000;

  static Outcome none(State state, String reason) {
    return new Outcome(state, null, reason, null, List.of(), Echoes.NONE, Phases.NONE, Answer.NONE);
  }

  static Outcome up(double value) {
    return new Outcome(
        State.UP, rounded(value), "", null, List.of(), Echoes.NONE, Phases.NONE, Answer.NONE);
  }

  /** Three digits after the point: more is noise. */
  static double rounded(double value) {
    return Math.round(value * THOUSAND) / THOUSAND;
  }

  Outcome at(@Nullable IpAddress one) {
    return new Outcome(state, value, reason, one, addresses, echoes, phases, answer);
  }

  /** Went there. */
  Outcome to(Destination destination) {
    return new Outcome(
        state,
        value,
        reason,
        destination.first(),
        destination.isName() ? destination.addresses() : List.of(),
        echoes,
        phases,
        answer);
  }

  Outcome noting(String note) {
    return new Outcome(state, value, note, address, addresses, echoes, phases, answer);
  }

  Outcome with(Echoes some) {
    return new Outcome(state, value, reason, address, addresses, some, phases, answer);
  }

  Outcome with(Phases some) {
    return new Outcome(state, value, reason, address, addresses, echoes, some, answer);
  }

  Outcome with(Answer some) {
    return new Outcome(state, value, reason, address, addresses, echoes, phases, some);
  }
}
