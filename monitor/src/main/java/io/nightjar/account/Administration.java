package io.nightjar.account;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Changes to users and tokens there are, each with its row of the audit in one transaction. A
 * change is true for every process at the next request.
 */
public final class Administration {
  /** A password is stretched, so what matters is that it is not among the first guessed. */
  private static final int SHORTEST_PASSWORD = 12;

  private static final int LONGEST_PASSWORD = 256;

  private final Database database;
  private final InstantSource clock;
  private final SecureRandom random;

  Administration(Database database, InstantSource clock, SecureRandom random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /** All users by name. */
  public List<User> users() {
    return database.read(Users::all);
  }

  /** Lets a user do more or less; tokens follow, none allows more than its user may. */
  public void setRole(String actor, String user, Role role) {
    database.write(
        connection -> {
          Role before = existing(connection, user);
          Users.setRole(connection, user, role);
          return audit(connection, actor, "user.role", user, before + " to " + role);
        });
  }

  /** Gives a user another password. */
  public void setPassword(String actor, String user, String password) {
    check(password);
    String hash = Password.hash(password, random);
    database.write(
        connection -> {
          existing(connection, user);
          Users.setPassword(connection, user, hash);
          return audit(connection, actor, "user.password", user, "");
        });
  }

  /** Refuses a password that is too short or too long. */
  public static void check(String password) {
    if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      throw new AccountException(
          "a password has %d to %d characters, this one has %d"
              .formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD, password.length()));
    }
  }

  /** Removes a user with every token; what they did stays in the audit. */
  public void removeUser(String actor, String user) {
    database.write(
        connection -> {
          existing(connection, user);
          int tokens = Tokens.removeOf(connection, user);
          Users.remove(connection, user);
          return audit(connection, actor, "user.remove", user, "with " + tokens + " tokens");
        });
  }

  /** Ends a token for good; false when there is none to end. */
  public boolean revoke(String actor, long id) {
    return database.write(
        connection -> {
          Optional<Token> token = Tokens.find(connection, id);
          boolean revoked = Tokens.revoke(connection, id, clock.instant());
          if (revoked && token.isPresent()) {
            audit(connection, actor, "token.revoke", name(token.get()), "token " + id);
          }
          return revoked;
        });
  }

  /**
   * Gives a token another secret: same name, role and bounds. The old secret ends now.
   *
   * @param ttl how long the new one works; empty for as long as the old one would have
   * @return the new token's text, which is not kept
   */
  public String rotate(String actor, long id, Optional<Duration> ttl) {
    String text = Secret.token(random);
    return database.write(
        connection -> {
          Instant now = clock.instant();
          Token old =
              Tokens.find(connection, id)
                  .filter(token -> !token.revoked())
                  .orElseThrow(() -> new AccountException("there is no valid token " + id));
          Optional<Instant> expires = ttl.map(now::plus).or(old::expires);
          if (expires.filter(now::isBefore).isEmpty() && expires.isPresent()) {
            throw new AccountException("token " + id + " has expired: say with --ttl for how long");
          }
          Tokens.revoke(connection, id, now);
          long made = Tokens.copy(connection, old, Secret.sha256(text), expires, now);
          audit(
              connection,
              actor,
              "token.rotate",
              name(old),
              "token "
                  + id
                  + " to "
                  + made
                  + expires.map(end -> ", expires " + end).orElse(", never expires"));
          return text;
        });
  }

  private static String name(Token token) {
    return token.user() + "/" + token.name();
  }

  private static Role existing(Connection connection, String user) throws SQLException {
    return Users.role(connection, user)
        .orElseThrow(() -> new AccountException("there is no user " + user));
  }

  private boolean audit(
      Connection connection, String actor, String action, String subject, String detail)
      throws SQLException {
    Audit.append(connection, AuditEntry.change(clock.instant(), actor, action, subject, detail));
    return true;
  }
}
