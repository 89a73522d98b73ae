package io.nightjar.alert;

import java.util.Locale;

/** Whether what an alert tells is still so. */
public enum AlertState {
  /** It was so at some moments: it has no end. */
  HAPPENED,
  /** It is so. */
  ENGAGED,
  /** It was so and is no longer. */
  RELEASED;

  /** As callers and the store write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
