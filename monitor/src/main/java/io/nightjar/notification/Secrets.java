package io.nightjar.notification;

/**
 * What of a destination is never shown.
 *
 * @param url where HTTP posts to; empty for other kinds
 * @param key of a webhook's signatures, or the password of a mail user; empty for none
 */
public record Secrets(String url, String key) {
  /** Of a destination that has none. */
  public static final Secrets NONE = new Secrets("", "");

  private static final char BETWEEN = '\n';

  /** Refuses what could not be told apart again. */
  public Secrets {
    if (url.indexOf(BETWEEN) >= 0 || key.indexOf(BETWEEN) >= 0) {
      throw new IllegalArgumentException("a secret is one line");
    }
  }

  String joined() {
    return url + BETWEEN + key;
  }

  static Secrets split(String joined) {
    int between = joined.indexOf(BETWEEN);
    return new Secrets(joined.substring(0, between), joined.substring(between + 1));
  }

  @Override
  public String toString() {
    return "Secrets[not shown]";
  }
}
