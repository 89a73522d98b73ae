package io.nightjar.alert;

import java.util.Locale;

/** Who should care. */
public enum Category {
  /** Someone may do harm. */
  SECURITY,
  /** Something works badly. */
  NETWORK,
  /** A rule of the house is broken. */
  POLICY,
  /** The monitor needs care. */
  SYSTEM;

  /** As callers and the store write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
