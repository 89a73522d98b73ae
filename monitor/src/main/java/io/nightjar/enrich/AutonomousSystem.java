package io.nightjar.enrich;

/**
 * An autonomous system.
 *
 * @param number 0 when unknown
 * @param name its organisation, empty when unknown
 */
public record AutonomousSystem(long number, String name) {
  /** Not known. */
  public static final AutonomousSystem UNKNOWN = new AutonomousSystem(0, "");
}
