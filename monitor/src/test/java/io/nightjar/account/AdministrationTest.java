package io.nightjar.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.net.Prefix;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministrationTest {
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private Accounts accounts;
  private Administration changes;

  @BeforeEach
  void start() {
    accounts = new Accounts(Accounts.Config.in(folder), () -> now);
    accounts.start();
    accounts.createUser("test", "bob", Role.ADMIN, Optional.of("correct horse battery"));
    changes = accounts.administration();
  }

  @AfterEach
  void stop() {
    accounts.close();
  }

  private String token(Role role, Optional<Duration> ttl) {
    return accounts.createToken(
        "test",
        new TokenRequest(
            "bob",
            role,
            "t" + accounts.tokens().size(),
            ttl,
            List.of(Prefix.parse("10.0.0.0/8")),
            List.of("eth0", "my file.pcap")));
  }

  private Caller caller(String token) {
    return accounts.authenticate(token).orElseThrow();
  }

  private String last() {
    AuditEntry entry = accounts.trail().newest(AuditFilter.ALL, 0, 1).getFirst().entry();
    return entry.user() + " " + entry.action() + " " + entry.subject() + ": " + entry.detail();
  }

  @Test
  void aTokenNeverAllowsMoreThanItsUserMayToday() {
    String token = token(Role.ADMIN, Optional.empty());
    assertEquals(Role.ADMIN, caller(token).role());
    changes.setRole("console", "bob", Role.VIEWER);
    assertEquals(Role.VIEWER, caller(token).role());
    assertEquals(Role.VIEWER, accounts.tokens().getFirst().role());
    assertEquals("console user.role bob: ADMIN to VIEWER", last());
    assertThrows(AccountException.class, () -> token(Role.ANALYST, Optional.empty()));
    changes.setRole("console", "bob", Role.ANALYST);
    assertEquals(Role.ANALYST, caller(token).role());
  }

  @Test
  void aRotatedTokenKeepsItsNameAndRightsAndTheOldSecretEnds() {
    String old = token(Role.ANALYST, Optional.of(Duration.ofDays(2)));
    Caller before = caller(old);
    String made = changes.rotate("console", before.tokenId(), Optional.empty());
    assertTrue(accounts.authenticate(old).isEmpty());
    Caller after = caller(made);
    assertEquals(
        new Caller(
            before.user(),
            before.role(),
            after.tokenId(),
            before.tokenName(),
            before.networks(),
            before.interfaces()),
        after);
    assertEquals(List.of("eth0", "my file.pcap"), after.interfaces());
    assertEquals("console token.rotate bob/t0: token 1 to 2, expires 2026-11-27T12:00:00Z", last());
    now = now.plus(Duration.ofDays(2));
    assertTrue(accounts.authenticate(made).isEmpty(), "no longer than the old one");
    AccountException expired =
        assertThrows(
            AccountException.class,
            () -> changes.rotate("console", after.tokenId(), Optional.empty()));
    assertTrue(String.valueOf(expired.getMessage()).contains("--ttl"));
    String longer = changes.rotate("console", after.tokenId(), Optional.of(Duration.ofDays(1)));
    assertEquals(Role.ANALYST, caller(longer).role());
    assertThrows(AccountException.class, () -> changes.rotate("console", 1, Optional.empty()));
    assertThrows(AccountException.class, () -> changes.rotate("console", 99, Optional.empty()));
  }

  @Test
  void aRemovedUserTakesTheTokensAlongAndLeavesTheAudit() {
    String one = token(Role.VIEWER, Optional.empty());
    String two = token(Role.VIEWER, Optional.empty());
    changes.removeUser("console", "bob");
    assertTrue(accounts.authenticate(one).isEmpty());
    assertTrue(accounts.authenticate(two).isEmpty());
    assertEquals(List.of(), changes.users());
    assertEquals("console user.remove bob: with 2 tokens", last());
    accounts.createUser("test", "bob", Role.VIEWER, Optional.empty());
    assertFalse(accounts.checkPassword("bob", "correct horse battery"));
    String again = token(Role.VIEWER, Optional.empty());
    assertEquals(3, caller(again).tokenId(), "numbers of tokens are never used again");
    assertThrows(AccountException.class, () -> changes.removeUser("console", "nobody"));
  }

  @Test
  void aPasswordIsChangedAndNeverWrittenDown() {
    changes.setPassword("console", "bob", "another long one");
    assertTrue(accounts.checkPassword("bob", "another long one"));
    assertFalse(accounts.checkPassword("bob", "correct horse battery"));
    assertEquals("console user.password bob: ", last());
    for (String bad : List.of("", "short", "x".repeat(257))) {
      AccountException refused =
          assertThrows(AccountException.class, () -> changes.setPassword("console", "bob", bad));
      assertFalse(String.valueOf(refused.getMessage()).contains("short"));
    }
    assertThrows(
        AccountException.class, () -> changes.setPassword("console", "eve", "long enough here"));
  }

  @Test
  void usersAreListedWithWhatTheyHave() {
    var _ = token(Role.VIEWER, Optional.empty());
    accounts.createUser("test", "ann", Role.VIEWER, Optional.empty());
    assertEquals(
        List.of(
            new User("ann", Role.VIEWER, false, now, 0), new User("bob", Role.ADMIN, true, now, 1)),
        changes.users());
  }

  @Test
  void namesOfInterfacesAreBounded() {
    for (List<String> bad :
        List.of(
            List.of(""),
            List.of("a\nb"),
            List.of("a,b"),
            List.of("x".repeat(256)),
            java.util.Collections.nCopies(65, "eth0"))) {
      assertThrows(
          AccountException.class,
          () -> new TokenRequest("bob", Role.VIEWER, "x", Optional.empty(), List.of(), bad));
    }
  }
}
