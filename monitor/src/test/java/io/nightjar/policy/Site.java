package io.nightjar.policy;

import io.nightjar.account.Accounts;
import io.nightjar.account.Role;
import io.nightjar.account.TokenRequest;
import io.nightjar.alert.Severity;
import io.nightjar.flow.FlowRecord;
import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.net.Prefix;
import io.nightjar.store.ChdbLocation;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** History on the real engine and accounts in a file, with a clock that tests turn. */
final class Site implements AutoCloseable {
  /** The start of a day, so that slots of all schedules begin soon after. */
  static final Instant MORNING = Instant.parse("2026-03-02T00:00:00Z");

  /** What a run may take in tests. */
  static final Limits SHORT =
      new Limits(10_000, 4L << 20, Duration.ofSeconds(1), 200_000_000, 1_000_000_000, 1L << 36);

  private final History history;
  private final Accounts accounts;
  private volatile Instant now = MORNING;
  private int tokens;

  private Site(History history, Accounts accounts) {
    this.history = history;
    this.accounts = accounts;
  }

  static Site start(Path folder) throws InterruptedException {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
    History history = new History(History.Config.in(folder.resolve("history")), new Telemetry());
    history.start();
    Assertions.assertTrue(history.awaitReady(Duration.ofSeconds(60)));
    Accounts accounts = new Accounts(Accounts.Config.in(folder), Instant::now);
    accounts.start();
    accounts.createUser("test", "alice", Role.ANALYST, Optional.empty());
    return new Site(history, accounts);
  }

  History history() {
    return history;
  }

  Accounts accounts() {
    return accounts;
  }

  /** Flows that are in history when this returns. */
  void see(List<Talk> talks) throws InterruptedException {
    for (Talk talk : talks) {
      FlowRecord record = talk.record();
      Assertions.assertTrue(history.put(record, () -> {}));
    }
    Assertions.assertTrue(history.flush(Duration.ofSeconds(60)));
  }

  /** The number of a new token of alice. */
  long token(Prefix... networks) {
    String text =
        accounts.createToken(
            "test",
            new TokenRequest(
                "alice",
                Role.ANALYST,
                "t" + tokens++,
                Optional.empty(),
                List.of(networks),
                List.of()));
    return accounts.authenticate(text).orElseThrow().tokenId();
  }

  Policy policy(String name, String sql, Schedule schedule, long token, String... subject) {
    return new Policy(
        name, "a rule", sql, schedule, Severity.ERROR, List.of(subject), token, "alice", false);
  }

  void add(Policy policy) {
    boolean _ =
        accounts
            .database()
            .write(
                connection -> {
                  PolicyTable.insert(connection, policy);
                  return true;
                });
  }

  void remove(String name) {
    boolean _ =
        accounts
            .database()
            .write(
                connection -> {
                  PolicyTable.delete(connection, name);
                  return true;
                });
  }

  void pause(String name, boolean paused) {
    boolean _ =
        accounts
            .database()
            .write(
                connection -> {
                  PolicyTable.setPaused(connection, name, paused);
                  return true;
                });
  }

  Policy find(String name) {
    return accounts.database().read(connection -> PolicyTable.find(connection, name)).orElseThrow();
  }

  Progress progress(String name) {
    return accounts.database().read(ProgressTable::all).getOrDefault(name, Progress.NONE);
  }

  PolicyRunner runner(Recorded sink) {
    return runner(sink, new PolicyQuestion(history, SHORT));
  }

  PolicyRunner runner(Recorded sink, PolicyRunner.Question question) {
    return new PolicyRunner(
        new PolicyRunner.Parts(accounts::database, accounts::tokens, question, sink),
        () -> now,
        new Telemetry());
  }

  void set(Instant time) {
    now = time;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Looks, and waits for what that began. */
  static void look(PolicyRunner runner) throws InterruptedException {
    runner.look();
    runner.settle();
  }

  @Override
  public void close() {
    history.close();
    accounts.close();
  }
}
