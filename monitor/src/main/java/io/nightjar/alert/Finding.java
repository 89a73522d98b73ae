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
 * @param talk the flow it is about; empty for alerts of other entities
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
    Optional<Talk> talk,
    List<Evidence> evidence) {

  /**
   * One reason.
   *
   * @param name what was looked at, lower snake case with its unit
   * @param value what it was; may come from the network
   * @param limit what it was held against; empty when nothing
   */
  public record Evidence(String name, String value, String limit) {
    /** A count that is above a limit. */
    public static Evidence above(String name, long value, double limit) {
      return above(name, (double) value, limit);
    }

    /** A number that is above a limit. */
    public static Evidence above(String name, double value, double limit) {
      return new Evidence(name, number(value), number(limit));
    }

    /** A fact that is held against nothing. */
    public static Evidence of(String name, Object value) {
      return new Evidence(name, String.valueOf(value), "");
    }

    private static String number(double value) {
      return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
          ? Long.toString((long) value)
          : Double.toString(Math.round(value * 100) / 100.0);
    }
  }

  /** Keeps its own list. */
  public Finding {
    evidence = List.copyOf(evidence);
  }

  /** A finding about something, with no evidence yet. */
  public static Finding of(AlertType type, String subject, Instant time) {
    return new Finding(
        type,
        subject,
        "",
        time,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        List.of());
  }

  /** The same, seen here. */
  public Finding on(String name) {
    return new Finding(type, subject, name, time, attacker, victim, flowId, talk, evidence);
  }

  /** The same, caused and suffered by these. */
  public Finding between(Optional<IpAddress> cause, Optional<IpAddress> sufferer) {
    return new Finding(type, subject, interfaceName, time, cause, sufferer, flowId, talk, evidence);
  }

  /** The same, seen in this flow. */
  public Finding in(long flow) {
    return new Finding(type, subject, interfaceName, time, attacker, victim, flow, talk, evidence);
  }

  /** The same, about this flow. */
  public Finding about(Talk flow) {
    return new Finding(
        type, subject, interfaceName, time, attacker, victim, flowId, Optional.of(flow), evidence);
  }

  /** The same, with one more reason. */
  public Finding because(String name, String value, String limit) {
    List<Evidence> more = new ArrayList<>(evidence);
    more.add(new Evidence(name, value, limit));
    return because(more);
  }

  /** The same, for these reasons. */
  public Finding because(List<Evidence> reasons) {
    return new Finding(type, subject, interfaceName, time, attacker, victim, flowId, talk, reasons);
  }
}
