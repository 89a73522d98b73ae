package io.nightjar.alert;

import java.util.Locale;

/** What people made of an alert. */
public enum AlertStatus {
  /** Nobody has looked. */
  OPEN,
  /** Somebody takes care. */
  ACKNOWLEDGED,
  /** Done with. */
  CLOSED;

  /** As callers and the store write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
