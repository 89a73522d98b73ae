package io.nightjar.policy;

import io.nightjar.alert.Finding;
import java.time.Instant;

/**
 * What an alert of a policy is about: alerts of the same are one.
 *
 * @param subject the policy's name, and what the row tells
 * @param interfaceName empty for nowhere
 */
public record Engaged(String subject, String interfaceName) {
  /** Neither part has it: both are cleaned. */
  private static final String BETWEEN = "\t";

  Finding finding(Policy policy, Instant now) {
    return Finding.of(PolicyAlerts.violation(policy.severity()), subject, now).on(interfaceName);
  }

  /** That it is no longer so. */
  Finding over(Instant now) {
    return Finding.of(PolicyAlerts.VIOLATION, subject, now).on(interfaceName);
  }

  String text() {
    return subject + BETWEEN + interfaceName;
  }

  static Engaged of(String text) {
    int at = text.lastIndexOf(BETWEEN);
    return new Engaged(text.substring(0, at), text.substring(at + 1));
  }
}
