package io.nightjar.exclusion;

import io.nightjar.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Alerts not to raise.
 *
 * @param subject in its one form: an address, a network in CIDR form, a name in lower case, a
 *     certificate's subject
 * @param author who made it
 * @param expires when it ends by itself; empty for never
 */
public record Exclusion(
    Kind kind,
    String subject,
    Conditions conditions,
    String reason,
    String author,
    Optional<Instant> expires) {
  private static final Pattern NAME =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_CERTIFICATE = 500;
  private static final int SHOWN = 64;
  private static final int ID_BYTES = 6;

  /** Brings the subject to its one form; the message is for the caller. */
  public Exclusion {
    subject =
        switch (kind) {
          case HOST -> text(network(subject));
          case DOMAIN -> name(subject);
          case CERTIFICATE -> certificate(subject);
        };
  }

  /** An address as itself, a network in CIDR form. */
  static String text(Prefix network) {
    return network.length() == Prefix.HOST_BITS ? network.address().toString() : network.toString();
  }

  private static Prefix network(String text) {
    try {
      return Prefix.parse(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          came("ip", text) + "expected an address or CIDR like 192.0.2.7 or 2001:db8::/32");
    }
  }

  /** How a message begins that says what came. */
  static String came(String argument, String text) {
    String shown = text.replaceAll("[^\\x21-\\x7e]", "?");
    return argument
        + ": '"
        + (shown.length() > SHOWN ? shown.substring(0, SHOWN) : shown)
        + "' came, ";
  }

  private static String name(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    String name = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          came("domain", text)
              + "expected a name like example.com, or *.example.com for all below it");
    }
    return name;
  }

  private static String certificate(String text) {
    String plain = text.strip();
    boolean isText =
        !plain.isEmpty()
            && plain.length() <= LONGEST_CERTIFICATE
            && plain.chars().noneMatch(Character::isISOControl);
    if (!isText) {
      throw new IllegalArgumentException(
          "certificate: expected its subject as flows have it in tls_subject, at most "
              + LONGEST_CERTIFICATE
              + " characters");
    }
    return plain;
  }

  /** The address or network of a host's. */
  Prefix network() {
    return Prefix.parse(subject);
  }

  /** Names what is excluded: two that exclude the same have the same. */
  public String id() {
    String all =
        String.join(
            "\n",
            kind.text(),
            subject,
            conditions.peer().map(Exclusion::text).orElse(""),
            Integer.toString(conditions.port()),
            conditions.protocol().toUpperCase(Locale.ROOT),
            conditions.application().toLowerCase(Locale.ROOT),
            conditions.direction(),
            conditions.alert());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Whether it excludes nothing any more. */
  public boolean isExpired(Instant now) {
    return expires.map(end -> !end.isAfter(now)).orElse(false);
  }

  /** In words, for people. */
  public String text() {
    String what = conditions.alert().isEmpty() ? "all alerts" : "alerts " + conditions.alert();
    String of = kind == Kind.HOST ? "host" : kind.text();
    return what + " of " + of + " " + subject + conditions.text();
  }
}
