package io.nightjar.account;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a token; its text is known to its holder alone.
 *
 * @param expires when it ends by itself; empty for never
 * @param lastUsed to the minute; empty for never
 */
public record Token(
    long id,
    String user,
    String name,
    Role role,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> lastUsed,
    boolean revoked) {
  /** Whether it opens anything at this moment. */
  public boolean isUsable(Instant now) {
    return !revoked && expires.map(now::isBefore).orElse(true);
  }
}
