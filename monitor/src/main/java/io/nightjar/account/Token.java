package io.nightjar.account;

import io.nightjar.net.Prefix;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a token; its text is known to its holder alone.
 *
 * @param role what it allows now: never more than its user may
 * @param expires when it ends by itself; empty for never
 * @param lastUsed to the minute; empty for never
 * @param networks the only networks whose rows its holder sees; empty for all
 * @param interfaces the only interfaces and capture files whose rows its holder sees; empty for all
 */
public record Token(
    long id,
    String user,
    String name,
    Role role,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> lastUsed,
    boolean revoked,
    List<Prefix> networks,
    List<String> interfaces) {
  /** Whether it opens anything at this moment. */
  public boolean isUsable(Instant now) {
    return !revoked && expires.map(now::isBefore).orElse(true);
  }

  /** What is left of it at this moment: {@code valid}, {@code revoked} or {@code expired}. */
  public String state(Instant now) {
    if (revoked) {
      return "revoked";
    }
    return isUsable(now) ? "valid" : "expired";
  }

  /** The holder, as a caller. */
  Caller caller() {
    return new Caller(user, role, id, name, networks, interfaces);
  }
}
