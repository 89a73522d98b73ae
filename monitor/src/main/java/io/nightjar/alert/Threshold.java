package io.nightjar.alert;

/**
 * A number of an alert type that users may set.
 *
 * @param name lower snake case, with its unit
 * @param least the smallest value allowed
 * @param most the largest value allowed
 * @param meaning one line: what is compared with it
 */
public record Threshold(String name, double usual, double least, double most, String meaning) {
  /** Checks the range. */
  public Threshold {
    if (!(least <= usual && usual <= most)) {
      throw new IllegalArgumentException(name + ": " + least + " <= " + usual + " <= " + most);
    }
  }

  /** Whether a user may set it to this. */
  public boolean allows(double value) {
    return value >= least && value <= most;
  }
}
