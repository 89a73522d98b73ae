package io.nightjar.account;

import io.nightjar.net.Asker;
import io.nightjar.net.Prefix;
import java.util.List;

/**
 * Who asks.
 *
 * @param role what this token allows, never more than its user may
 * @param tokenId the token's number, which is no secret
 * @param tokenName what its user calls it
 * @param networks the only networks whose rows this caller sees; empty for all
 * @param interfaces the only interfaces and capture files whose rows it sees; empty for all
 */
public record Caller(
    String user,
    Role role,
    long tokenId,
    String tokenName,
    List<Prefix> networks,
    List<String> interfaces) {
  /** A caller who sees everything. */
  public Caller(String user, Role role, long tokenId) {
    this(user, role, tokenId, List.of());
  }

  /** A caller who sees all interfaces. */
  public Caller(String user, Role role, long tokenId, List<Prefix> networks) {
    this(user, role, tokenId, "", networks, List.of());
  }

  /** Whether this caller may do what needs the given role. */
  public boolean may(Role needed) {
    return role.compareTo(needed) >= 0;
  }

  /** Whether there are rows this caller does not see. */
  public boolean isBound() {
    return asker().isBound();
  }

  /** This caller as those who choose rows know it. */
  public Asker asker() {
    return new Asker(tokenId, networks, interfaces);
  }
}
