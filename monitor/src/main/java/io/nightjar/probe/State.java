package io.nightjar.probe;

import java.util.Locale;

/** How a run ended. */
public enum State {
  /** It answered as it should. */
  UP,
  /** It did not, or otherwise. */
  DOWN,
  /** This machine could not, or must not, probe it: nothing is known. */
  FAILED;

  /** As callers and the store write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
