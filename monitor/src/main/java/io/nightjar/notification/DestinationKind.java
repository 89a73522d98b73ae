package io.nightjar.notification;

import java.util.Locale;

/** How notices reach a destination. */
public enum DestinationKind {
  /** JSON to any URL, signed. */
  WEBHOOK,
  /** An incoming webhook of Slack. */
  SLACK,
  /** A workflow of Microsoft Teams that takes an adaptive card. */
  TEAMS,
  /** RFC 5424 over TLS (RFC 5425) or TCP (RFC 6587, 3.4.1). */
  SYSLOG,
  /** SMTP with TLS. */
  EMAIL,
  /** Lines of Elastic Common Schema in a file. */
  ECS_FILE,
  /** Lines of Suricata's EVE in a file. */
  EVE_FILE;

  /** As callers and the database write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is asked over HTTP, at a URL that is secret. */
  boolean isHttp() {
    return switch (this) {
      case WEBHOOK, SLACK, TEAMS -> true;
      case SYSLOG, EMAIL, ECS_FILE, EVE_FILE -> false;
    };
  }

  /** Whether it is a file of this machine. */
  boolean isFile() {
    return switch (this) {
      case ECS_FILE, EVE_FILE -> true;
      case WEBHOOK, SLACK, TEAMS, SYSLOG, EMAIL -> false;
    };
  }
}
