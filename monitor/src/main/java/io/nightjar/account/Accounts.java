package io.nightjar.account;

import io.nightjar.lifecycle.Component;
import io.nightjar.net.Prefix;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Users and their tokens. Another process may change the same file at the same time: what it
 * revokes or makes is true here at the next request.
 */
public final class Accounts implements Component {
  /**
   * Where accounts are kept.
   *
   * @param folder holds {@code nightjar.db}
   * @param lastUsedEvery how often the last use of tokens is written down
   */
  public record Config(Path folder, Duration lastUsedEvery) {
    /** The usual settings for this folder. */
    public static Config in(Path folder) {
      return new Config(folder, Duration.ofMinutes(1));
    }
  }

  /** What the first start made; it can never be shown again. */
  public record FirstStart(String user, String password, String token) {
    @Override
    public String toString() {
      return "FirstStart[user=" + user + "]";
    }
  }

  private static final Pattern USER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** Who changes things from the command line. */
  public static final String CONSOLE = "console";

  private static final String FIRST_USER = "admin";

  private static final TokenRequest FIRST_TOKEN =
      new TokenRequest(FIRST_USER, Role.ADMIN, "first", Optional.empty(), List.of(), List.of());

  private final Config config;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Checking a password takes 19 MiB: one at a time. */
  private final ReentrantLock checking = new ReentrantLock();

  private @Nullable Database opened;
  private @Nullable LastUsed lastUsed;

  /** Builds the accounts; {@link #start} opens their file. */
  public Accounts(Config config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public void start() {
    Database database = Database.open(config.folder().resolve("nightjar.db"));
    opened = database;
    lastUsed = new LastUsed(database, config.lastUsedEvery());
    lastUsed.start();
  }

  @Override
  public void close() {
    if (lastUsed != null) {
      lastUsed.close();
    }
    database().close();
  }

  /** The file itself, for what else is configured; every write adds its {@link Audit} row. */
  public Database database() {
    if (opened == null) {
      throw new AssertionError("accounts are used before they are started");
    }
    return opened;
  }

  /** What operators do to users and tokens there are. */
  public Administration administration() {
    return new Administration(database(), clock, random);
  }

  /** The audit, to be read. */
  public AuditTrail trail() {
    return new AuditTrail(this::database, clock);
  }

  /** Makes the user {@code admin} with a password and a token; empty when there is any user. */
  public Optional<FirstStart> firstStart() {
    if (database().read(Users::any)) {
      return Optional.empty();
    }
    String password = Secret.password(random);
    String hash = Password.hash(password, random);
    return database()
        .write(
            connection -> {
              if (Users.any(connection)) { // another process was faster
                return Optional.empty();
              }
              Instant now = clock.instant();
              Users.insert(connection, FIRST_USER, Role.ADMIN, hash, now);
              Audit.append(
                  connection, AuditEntry.change(now, CONSOLE, "user.create", FIRST_USER, "ADMIN"));
              String token = newToken(connection, CONSOLE, FIRST_TOKEN);
              return Optional.of(new FirstStart(FIRST_USER, password, token));
            });
  }

  /**
   * Makes a user.
   *
   * @param password empty for one that can only use tokens
   */
  public void createUser(String actor, String name, Role role, Optional<String> password) {
    check(USER, "user name", name);
    @Nullable String hash = password.map(text -> Password.hash(text, random)).orElse(null);
    database()
        .write(
            connection -> {
              if (Users.role(connection, name).isPresent()) {
                throw new AccountException("there is a user " + name + " already");
              }
              Instant now = clock.instant();
              Users.insert(connection, name, role, hash, now);
              Audit.append(
                  connection, AuditEntry.change(now, actor, "user.create", name, role.name()));
              return name;
            });
  }

  /** What the user may do; empty when there is no such user. */
  public Optional<Role> role(String user) {
    return database().read(connection -> Users.role(connection, user));
  }

  /** Makes a token that sees all networks and returns its text, which is not kept. */
  public String createToken(
      String actor, String user, Role role, String name, Optional<Duration> ttl) {
    return createToken(actor, user, role, name, ttl, List.of());
  }

  /** Makes a token for some networks, and returns its text, which is not kept. */
  public String createToken(
      String actor,
      String user,
      Role role,
      String name,
      Optional<Duration> ttl,
      List<Prefix> networks) {
    return createToken(actor, new TokenRequest(user, role, name, ttl, networks, List.of()));
  }

  /** Makes a token and returns its text, which is not kept. */
  public String createToken(String actor, TokenRequest wanted) {
    return database().write(connection -> newToken(connection, actor, wanted));
  }

  private String newToken(Connection connection, String actor, TokenRequest wanted)
      throws SQLException {
    String user = wanted.user();
    Role allowed =
        Users.role(connection, user)
            .orElseThrow(() -> new AccountException("there is no user " + user));
    if (wanted.role().compareTo(allowed) > 0) {
      throw new AccountException(user + " is " + allowed + ": a token cannot be " + wanted.role());
    }
    if (Tokens.nameTaken(connection, user, wanted.name())) {
      throw new AccountException(
          user
              + " has a token named "
              + wanted.name()
              + " already: choose another name, or revoke it");
    }
    Instant now = clock.instant();
    String text = Secret.token(random);
    Tokens.insert(connection, wanted.token(now), Secret.sha256(text));
    Audit.append(
        connection,
        AuditEntry.change(
            now, actor, "token.create", user + "/" + wanted.name(), wanted.described(now)));
    return text;
  }

  /** All tokens, also those that no longer open anything. */
  public List<Token> tokens() {
    return database().read(Tokens::all);
  }

  /** Whether anybody could get in at this moment. */
  public boolean hasUsableToken() {
    return tokens().stream().anyMatch(token -> token.isUsable(clock.instant()));
  }

  /** Ends a token for good; false when there is none to end. */
  public boolean revokeToken(String actor, long id) {
    return administration().revoke(actor, id);
  }

  /** Who holds the token of this text; empty when it opens nothing. */
  public Optional<Caller> authenticate(String text) {
    if (text.length() != Secret.TOKEN_LENGTH || !text.startsWith(Secret.TOKEN_PREFIX)) {
      return Optional.empty();
    }
    byte[] sha256 = Secret.sha256(text);
    Instant now = clock.instant();
    Optional<Token> token =
        database()
            .read(connection -> Tokens.find(connection, sha256))
            .filter(found -> found.isUsable(now));
    token.ifPresent(found -> noteUse(found, now));
    return token.map(Token::caller);
  }

  private void noteUse(Token token, Instant now) {
    if (lastUsed != null) {
      lastUsed.use(token.id(), now);
    }
  }

  /** Whether this is the user's password; takes as long for a user there is not. */
  public boolean checkPassword(String user, String password) {
    Optional<String> stored = database().read(connection -> Users.password(connection, user));
    checking.lock();
    try {
      if (stored.isEmpty()) {
        String unused = Password.hash(password, random);
        return unused.isEmpty();
      }
      return Password.matches(password, stored.get());
    } finally {
      checking.unlock();
    }
  }

  private static void check(Pattern form, String what, String text) {
    if (!form.matcher(text).matches()) {
      throw new AccountException(
          what + ": 1 to 64 letters, digits, dots, hyphens and underscores, got \"" + text + "\"");
    }
  }
}
