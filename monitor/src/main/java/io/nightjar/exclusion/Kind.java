package io.nightjar.exclusion;

import java.util.Locale;

/** What an exclusion is of. */
public enum Kind {
  /** An address, or a network of them. */
  HOST,
  /** A name, or with {@code *.} before it all names below it. */
  DOMAIN,
  /** The subject of a certificate. */
  CERTIFICATE;

  /** As callers write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
