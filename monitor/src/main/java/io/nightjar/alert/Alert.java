package io.nightjar.alert;

import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alert as it is at one moment. Findings of one kind about the same are one alert.
 *
 * @param id never another's
 * @param probe name of the monitor that raised it
 * @param subject which entity, in its usual text form
 * @param interfaceName where it was seen; empty for nowhere
 * @param capture identifies the capture file's content; empty when live
 * @param source client of its flows, or who caused it; empty when unknown or many
 * @param target server of its flows, or who suffered it; empty when unknown or many
 * @param talk the latest flow; empty for alerts of other entities
 * @param first when it was first true
 * @param last when it was last true
 * @param ended when it was released; empty while it is not
 * @param count how many findings
 * @param flows the latest flows it was seen in, latest first
 * @param evidence of the latest finding, most telling first
 */
public record Alert(
    long id,
    AlertType type,
    String probe,
    String subject,
    String interfaceName,
    String capture,
    Optional<IpAddress> source,
    Optional<IpAddress> target,
    Optional<Talk> talk,
    Instant first,
    Instant last,
    Optional<Instant> ended,
    long count,
    List<Long> flows,
    List<Finding.Evidence> evidence,
    AlertState state,
    Mark mark,
    Instant changed) {

  /**
   * What people made of it.
   *
   * @param label a word of theirs, such as false_positive; empty for none
   * @param by who
   */
  public record Mark(AlertStatus status, String label, String by) {
    /** Nobody has looked. */
    public static final Mark OPEN = new Mark(AlertStatus.OPEN, "", "");
  }

  /** Copies the lists. */
  public Alert {
    flows = List.copyOf(flows);
    evidence = List.copyOf(evidence);
  }

  /** The same, with what people made of it now. */
  public Alert marked(Mark by, Instant now) {
    return new Alert(
        id,
        type,
        probe,
        subject,
        interfaceName,
        capture,
        source,
        target,
        talk,
        first,
        last,
        ended,
        count,
        flows,
        evidence,
        state,
        by,
        now);
  }

  /** Whether it is worth a look now: nobody closed it, and it has not ended. */
  public boolean isActive() {
    return state != AlertState.RELEASED && mark.status() != AlertStatus.CLOSED;
  }
}
