package io.nightjar.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The passwords of the two users, {@code writer} and {@code reader}. */
record Credentials(String writer, String reader) {
  /** What this user may do; empty when name and password do not match. */
  Optional<Access> access(String user, String password) {
    if (same(user + '\n' + password, "writer\n" + writer)) {
      return Optional.of(Access.WRITER);
    }
    return same(user + '\n' + password, "reader\n" + reader)
        ? Optional.of(Access.READER)
        : Optional.empty();
  }

  /** As {@link #access(String, String)}, from an {@code Authorization: Basic} header (RFC 7617). */
  Optional<Access> basic(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring("basic ".length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : access(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Credentials[hidden]";
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
