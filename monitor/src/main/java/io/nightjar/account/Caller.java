package io.nightjar.account;

/**
 * Who asks.
 *
 * @param role what this token allows, never more than its user may
 * @param tokenId the token's number, which is no secret
 */
public record Caller(String user, Role role, long tokenId) {
  /** Whether this caller may do what needs the given role. */
  public boolean may(Role needed) {
    return role.compareTo(needed) >= 0;
  }
}
