package io.nightjar.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private Accounts accounts;

  @BeforeEach
  void start() {
    accounts = open();
  }

  @AfterEach
  void stop() {
    accounts.close();
  }

  private Accounts open() {
    InstantSource clock = () -> now;
    Accounts opened = new Accounts(Accounts.Config.in(folder), clock);
    opened.start();
    return opened;
  }

  private String token(Role role, Optional<Duration> ttl) {
    return accounts.createToken("test", "admin", role, role + "" + ttl.isPresent(), ttl);
  }

  @Test
  void aTokenMayBeBoundToNetworks() {
    var _ = accounts.firstStart();
    List<Prefix> networks = List.of(Prefix.parse("10.1.2.3/8"), Prefix.parse("2001:db8::/32"));
    String text =
        accounts.createToken("test", "admin", Role.VIEWER, "bound", Optional.empty(), networks);
    Caller caller = accounts.authenticate(text).orElseThrow();
    assertEquals(networks, caller.networks());
    assertTrue(caller.asker().sees(IpAddress.parse("10.255.0.1")));
    assertFalse(caller.asker().sees(IpAddress.parse("11.0.0.1")));
    String free = token(Role.VIEWER, Optional.empty());
    assertTrue(accounts.authenticate(free).orElseThrow().networks().isEmpty());
    accounts.close();
    accounts = open();
    assertEquals(networks, accounts.authenticate(text).orElseThrow().networks());
  }

  @Test
  void theFirstStartMakesAnAdminOnce() {
    Accounts.FirstStart made = accounts.firstStart().orElseThrow();
    assertEquals("admin", made.user());
    assertTrue(made.token().matches("nj_[A-Za-z0-9_-]{43}"));
    assertTrue(accounts.checkPassword("admin", made.password()));
    assertFalse(accounts.checkPassword("admin", made.password() + "x"));
    assertFalse(accounts.checkPassword("nobody", made.password()));
    assertEquals(Role.ADMIN, accounts.authenticate(made.token()).orElseThrow().role());
    assertTrue(accounts.firstStart().isEmpty());
    assertFalse(made.toString().contains(made.password()));
    assertFalse(made.toString().contains(made.token()));
  }

  @Test
  void aTokenOpensUntilItExpires() {
    var _ = accounts.firstStart();
    String text = token(Role.VIEWER, Optional.of(Duration.ofDays(1)));
    Caller caller = accounts.authenticate(text).orElseThrow();
    assertEquals("admin", caller.user());
    assertTrue(caller.may(Role.VIEWER));
    assertFalse(caller.may(Role.ANALYST));
    now = now.plus(Duration.ofDays(1));
    assertTrue(accounts.authenticate(text).isEmpty());
  }

  @Test
  void aRevokedTokenOpensNothingAndFreesItsName() {
    var _ = accounts.firstStart();
    String text = token(Role.VIEWER, Optional.empty());
    long id = accounts.authenticate(text).orElseThrow().tokenId();
    assertThrows(AccountException.class, () -> token(Role.VIEWER, Optional.empty()));
    assertTrue(accounts.revokeToken("test", id));
    assertFalse(accounts.revokeToken("test", id));
    assertTrue(accounts.authenticate(text).isEmpty());
    assertNotEquals(text, token(Role.VIEWER, Optional.empty()));
  }

  @Test
  void wrongTokensOpenNothing() {
    String right = accounts.firstStart().orElseThrow().token();
    String changed = right.substring(0, right.length() - 1) + (right.endsWith("A") ? "B" : "A");
    for (String wrong :
        List.of("", "?", "nj_", changed, right + "A", "nj_" + "A".repeat(43), "' OR 1")) {
      assertTrue(accounts.authenticate(wrong).isEmpty(), wrong);
    }
  }

  @Test
  void aTokenIsNeverMoreThanItsUser() {
    accounts.createUser("test", "bob", Role.VIEWER, Optional.empty());
    AccountException refused =
        assertThrows(
            AccountException.class,
            () -> accounts.createToken("test", "bob", Role.ADMIN, "x", Optional.empty()));
    assertEquals("bob is VIEWER: a token cannot be ADMIN", refused.getMessage());
    assertThrows(
        AccountException.class,
        () -> accounts.createToken("test", "eve", Role.VIEWER, "x", Optional.empty()));
    assertThrows(
        AccountException.class,
        () -> accounts.createUser("test", "Bob; DROP", Role.VIEWER, Optional.empty()));
    assertFalse(accounts.checkPassword("bob", ""));
  }

  @Test
  void whatAnotherProcessChangesIsTrueAtOnce() {
    var _ = accounts.firstStart();
    try (Accounts other = open()) {
      assertTrue(other.firstStart().isEmpty());
      String text = other.createToken("console", "admin", Role.ANALYST, "cli", Optional.empty());
      Caller caller = accounts.authenticate(text).orElseThrow();
      assertTrue(other.revokeToken("console", caller.tokenId()));
      assertTrue(accounts.authenticate(text).isEmpty());
    }
  }

  @Test
  void theLastUseIsWrittenInTheBackground() {
    String text = accounts.firstStart().orElseThrow().token();
    assertEquals(Optional.empty(), accounts.tokens().getFirst().lastUsed());
    var _ = accounts.authenticate(text).orElseThrow();
    accounts.close();
    accounts = open();
    assertEquals(Optional.of(now), accounts.tokens().getFirst().lastUsed());
  }

  @Test
  void everyChangeHasItsAuditRowAndNoneCanBeUndone() {
    var _ = accounts.firstStart();
    var _ = token(Role.VIEWER, Optional.empty());
    accounts.revokeToken("ann", 2);
    List<AuditEntry> entries = accounts.database().read(connection -> Audit.newest(connection, 10));
    assertEquals(
        List.of("token.revoke", "token.create", "token.create", "user.create"),
        entries.stream().map(AuditEntry::action).toList());
    assertEquals("ann", entries.getFirst().user());
    for (String sql : List.of("DELETE FROM audit", "UPDATE audit SET user = 'x'")) {
      assertThrows(AccountException.class, () -> execute(sql));
    }
  }

  private int execute(String sql) {
    return accounts
        .database()
        .write(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
              }
            });
  }

  @Test
  void aWriteThatFailsLeavesNothing() {
    var _ = accounts.firstStart();
    assertThrows(
        AccountException.class,
        () ->
            accounts
                .database()
                .write(
                    connection -> {
                      Users.insert(connection, "half", Role.VIEWER, null, now);
                      throw new AccountException("no");
                    }));
    assertEquals(Optional.empty(), accounts.role("half"));
  }

  @Test
  void theFileIsPrivateAndHoldsNoSecret() throws Exception {
    Accounts.FirstStart made = accounts.firstStart().orElseThrow();
    accounts.close();
    Path file = folder.resolve("nightjar.db");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertFalse(bytes.contains(made.token()));
    assertFalse(bytes.contains(made.password()));
    assertTrue(bytes.contains("$argon2id$v=19$m=19456,t=2,p=1$"));
    accounts = open();
  }

  @Test
  void aFileOfANewerVersionIsRefused() {
    execute("PRAGMA user_version = 99");
    accounts.close();
    AccountException refused = assertThrows(AccountException.class, this::open);
    assertTrue(String.valueOf(refused.getMessage()).contains("newer"));
    Database.open(folder.resolve("other.db")).close();
    accounts =
        new Accounts(new Accounts.Config(folder.resolve("x"), Duration.ofMinutes(1)), () -> now);
    accounts.start();
  }
}
