package io.nightjar.alert;

import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a check found, on its way to who keeps alerts.
 *
 * @param subject which entity, in its usual text form
 * @param interfaceName where it was seen; empty for nowhere
 * @param time when it was true
 * @param attacker who caused it
 * @param victim who suffered it
 * @param flowId the flow it was seen in, 0 for none
 * @param evidence why, most telling first
 */
public record Finding(
    AlertType type,
    String subject,
    String interfaceName,
    Instant time,
    Optional<IpAddress> attacker,
    Optional<IpAddress> victim,
    long flowId,
    List<Evidence> evidence) {

  /**
   * One reason.
   *
   * @param name what was looked at, lower snake case with its unit
   * @param value what it was; may come from the network
   * @param limit what it was held against; empty when nothing
   */
  public record Evidence(String name, String value, String limit) {}

  /** Keeps its own list. */
  public Finding {
    evidence = List.copyOf(evidence);
  }

  /** A finding about something, with no evidence yet. */
  public static Finding of(AlertType type, String subject, Instant time) {
    return new Finding(type, subject, "", time, Optional.empty(), Optional.empty(), 0, List.of());
  }

  /** The same, seen here. */
  public Finding on(String name) {
    return new Finding(type, subject, name, time, attacker, victim, flowId, evidence);
  }

  /** The same, caused and suffered by these. */
  public Finding between(Optional<IpAddress> cause, Optional<IpAddress> sufferer) {
    return new Finding(type, subject, interfaceName, time, cause, sufferer, flowId, evidence);
  }

  /** The same, seen in this flow. */
  public Finding in(long flow) {
    return new Finding(type, subject, interfaceName, time, attacker, victim, flow, evidence);
  }

  /** The same, with one more reason. */
  public Finding because(String name, String value, String limit) {
    List<Evidence> more = new ArrayList<>(evidence);
    more.add(new Evidence(name, value, limit));
    return new Finding(type, subject, interfaceName, time, attacker, victim, flowId, more);
  }
}
