package io.nightjar.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Severity;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Policies on the real engine, while the clock goes as the test says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyRunnerTest {
  private static final String VIOLATION = "ai_policy_violation";
  private static final String FAILED = "ai_policy_failed";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String ONE = "SELECT '192.0.2.7' AS src_ip, '198.51.100.1' AS dst_ip";

  private Site site;
  private Recorded sink = new Recorded();
  private PolicyRunner runner;
  private long token;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    site = Site.start(folder);
    token = site.token();
    runner = site.runner(sink);
  }

  @AfterAll
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  @AfterEach
  void tidy() throws Exception {
    site.accounts().database().read(PolicyTable::all).forEach(each -> site.remove(each.name()));
    Site.look(runner);
    assertEquals(List.of(), sink.subjects(VIOLATION), "removed policies leave no alert");
    assertEquals(List.of(), sink.subjects(FAILED));
    sink = new Recorded();
    runner = site.runner(sink);
    site.set(Site.MORNING);
  }

  /** Lets time pass and has all asked that is due. */
  private void pass(Duration time) throws InterruptedException {
    site.pass(time);
    for (int i = 0; i < 3; i++) {
      Site.look(runner);
    }
  }

  @Test
  void aRowIsAnAlertUntilItNoLongerComes() throws Exception {
    String sql = "SELECT src_ip, dst_ip, l7_proto FROM flows WHERE l7_proto = 'telnet'";
    site.add(site.policy("telnet", sql, Schedule.MINUTE, token));
    Site.look(runner);
    pass(MINUTE);
    assertEquals(List.of(), sink.take());
    site.see(List.of(new Talk(Instant.now(), "10.0.0.5", "10.0.0.9", "", "telnet", 100)));
    pass(MINUTE);
    assertEquals(List.of("telnet: 10.0.0.5"), sink.subjects(VIOLATION));
    var finding = sink.finding(VIOLATION, "telnet: 10.0.0.5");
    assertEquals(Severity.ERROR, finding.type().severity());
    assertEquals(Optional.of(IpAddress.parse("10.0.0.5")), finding.attacker());
    assertEquals(Optional.of(IpAddress.parse("10.0.0.9")), finding.victim());
    assertEquals(
        List.of("policy", "src_ip", "dst_ip", "l7_proto"),
        finding.evidence().stream().map(each -> each.name()).toList());
    pass(MINUTE);
    assertEquals(List.of("engaged telnet: 10.0.0.5", "engaged telnet: 10.0.0.5"), sink.take());
    site.remove("telnet");
    site.add(site.policy("telnet", sql + " AND bytes > 1000", Schedule.MINUTE, token));
    pass(MINUTE);
    assertEquals(List.of("released telnet: 10.0.0.5"), sink.take());
    Progress progress = site.progress("telnet");
    assertEquals(4, progress.runs());
    assertEquals(0, progress.alerts());
  }

  @Test
  void isAskedOnceInASlotHoweverOftenItIsLookedAt() throws Exception {
    site.add(site.policy("p", ONE, Schedule.FIVE_MINUTES, token));
    Site.look(runner);
    for (int second = 0; second < 3600; second += 20) {
      site.pass(Duration.ofSeconds(20));
      Site.look(runner);
    }
    assertEquals(12, site.progress("p").runs());
    Instant last = site.progress("p").started();
    Instant next = Schedule.FIVE_MINUTES.next(last, "p");
    assertTrue(next.isAfter(last) && !next.isAfter(last.plus(Duration.ofMinutes(5))));
  }

  @Test
  void slotsMissedWhileTheMonitorWasDownAreNotMadeUpFor() throws Exception {
    site.add(site.policy("p", ONE, Schedule.MINUTE, token));
    Site.look(runner);
    pass(MINUTE);
    assertEquals(1, site.progress("p").runs());
    PolicyRunner second = site.runner(sink);
    site.pass(Duration.ofHours(5));
    for (int i = 0; i < 5; i++) {
      Site.look(second);
    }
    assertEquals(2, site.progress("p").runs());
    site.pass(MINUTE);
    Site.look(second);
    assertEquals(3, site.progress("p").runs());
    runner = second;
  }

  @Test
  void aNewStartEndsWhatIsNoLongerSo() throws Exception {
    site.add(site.policy("p", ONE, Schedule.MINUTE, token));
    Site.look(runner);
    pass(MINUTE);
    assertEquals(List.of("p: 192.0.2.7"), sink.subjects(VIOLATION));
    runner = site.runner(sink);
    site.remove("p");
    site.add(site.policy("p", ONE.replace("192.0.2.7", "192.0.2.8"), Schedule.MINUTE, token));
    pass(MINUTE);
    assertEquals(List.of("p: 192.0.2.8"), sink.subjects(VIOLATION));
  }

  @Test
  void aClockThatIsSetBackStartsANewCountOfSlots() throws Exception {
    site.add(site.policy("p", ONE, Schedule.HOUR, token));
    Site.look(runner);
    pass(Duration.ofHours(1));
    assertEquals(1, site.progress("p").runs());
    pass(Duration.ofDays(-2));
    assertEquals(1, site.progress("p").runs());
    pass(Duration.ofHours(1));
    assertEquals(2, site.progress("p").runs());
  }

  @Test
  void schedulesAreSpreadOverTheirSlots() {
    long moments =
        IntStream.range(0, 50)
            .mapToObj(i -> Schedule.HOUR.next(Site.MORNING, "policy" + i))
            .distinct()
            .count();
    assertTrue(moments > 45, moments + " moments");
  }

  @Test
  void aPolicyNeverRunsBesideItselfAndNoMoreThanTwoRun() throws Exception {
    Semaphore go = new Semaphore(0);
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    PolicyQuestion real = new PolicyQuestion(site.history(), Site.SHORT);
    PolicyRunner slow =
        site.runner(
            sink,
            (policy, owner) -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              both.countDown();
              go.acquireUninterruptibly();
              running.decrementAndGet();
              return real.ask(policy, owner);
            });
    for (String name : List.of("a", "b", "c", "d")) {
      site.add(site.policy(name, ONE, Schedule.MINUTE, token));
    }
    slow.look();
    site.pass(MINUTE);
    slow.look();
    both.await();
    for (int i = 0; i < 5; i++) {
      site.pass(MINUTE);
      slow.look();
    }
    assertEquals(2, running.get());
    go.release(100);
    slow.settle();
    for (int i = 0; i < 4; i++) {
      Site.look(slow);
    }
    assertEquals(2, most.get());
    long runs =
        List.of("a", "b", "c", "d").stream().mapToLong(name -> site.progress(name).runs()).sum();
    assertEquals(6, runs, "two slow ones once more, two that waited once");
    runner = slow;
  }

  @Test
  void aPolicyThatFailsTellsItsOwnerAndIsPausedAfterFiveTimes() throws Exception {
    site.add(site.policy("p", "SELECT nothing AS src_ip FROM flows", Schedule.MINUTE, token));
    Site.look(runner);
    for (int i = 1; i < PolicyRunner.MOST_FAILURES; i++) {
      pass(MINUTE);
      assertEquals(i, site.progress("p").failures());
      assertFalse(site.find("p").paused());
    }
    var told = sink.finding(FAILED, "p").evidence();
    assertTrue(told.getFirst().value().contains("there is no column nothing"), told.toString());
    assertEquals("alice", told.getLast().value());
    pass(MINUTE);
    assertTrue(site.find("p").paused());
    assertTrue(site.progress("p").problem().startsWith("5 runs in a row failed"));
    assertEquals(1, runner.problems().size());
    pass(Duration.ofHours(1));
    assertEquals(0, site.progress("p").runs());
    site.pause("p", false);
    pass(MINUTE);
    assertEquals(1, site.progress("p").failures(), "it starts anew");
  }

  @Test
  void anAnswerAfterAFailureEndsTheAlertOfTheFailure() throws Exception {
    site.add(site.policy("p", "SELECT nothing AS src_ip FROM flows", Schedule.MINUTE, token));
    Site.look(runner);
    pass(MINUTE);
    assertEquals(List.of("p"), sink.subjects(FAILED));
    site.remove("p");
    site.add(site.policy("p", ONE, Schedule.MINUTE, token));
    pass(MINUTE);
    assertEquals(List.of(), sink.subjects(FAILED));
    assertEquals(List.of(), runner.problems());
  }

  @Test
  void aPolicyWhoseTokenIsRevokedIsPausedAndItsAlertsEnd() throws Exception {
    long revoked = site.token();
    site.add(site.policy("p", ONE, Schedule.MINUTE, revoked));
    Site.look(runner);
    pass(MINUTE);
    assertEquals(List.of("p: 192.0.2.7"), sink.subjects(VIOLATION));
    site.accounts().revokeToken("test", revoked);
    pass(MINUTE);
    assertTrue(site.find("p").paused());
    assertEquals(List.of(), sink.subjects(VIOLATION));
    assertEquals("the token it was made with is revoked", site.progress("p").problem());
    assertTrue(
        site.accounts().database().read(c -> io.nightjar.account.Audit.newest(c, 5)).stream()
            .anyMatch(row -> row.action().equals("ai_policy.pause")));
  }

  @Test
  void aPolicySeesWhatTheTokenSeesThatMadeIt() throws Exception {
    site.see(
        List.of(
            new Talk(Instant.now(), "10.1.0.1", "10.9.0.1", "", "ftp", 100),
            new Talk(Instant.now(), "10.2.0.1", "10.9.0.1", "", "ftp", 100)));
    String sql = "SELECT DISTINCT src_ip FROM flows WHERE l7_proto = 'ftp'";
    site.add(site.policy("bound", sql, Schedule.MINUTE, site.token(Prefix.parse("10.1.0.0/16"))));
    site.add(site.policy("free", sql, Schedule.MINUTE, token));
    Site.look(runner);
    pass(MINUTE);
    assertEquals(
        List.of("bound: 10.1.0.1", "free: 10.1.0.1", "free: 10.2.0.1"), sink.subjects(VIOLATION));
  }

  @Test
  void violationsBeyondTheMostAlertsAreCountedAndThoseThereAreStay() throws Exception {
    String late = "SELECT concat('10.0.', toString(number), '.1') AS src_ip FROM numbers(150, 60)";
    site.add(site.policy("p", late, Schedule.MINUTE, token));
    Site.look(runner);
    pass(MINUTE);
    List<String> before = sink.subjects(VIOLATION);
    assertEquals(60, before.size());
    site.remove("p");
    site.add(site.policy("p", late.replace("150, 60", "210"), Schedule.MINUTE, token));
    pass(MINUTE);
    assertEquals(PolicyRun.MOST_ALERTS, sink.subjects(VIOLATION).size());
    assertTrue(sink.subjects(VIOLATION).containsAll(before));
    assertEquals(110, site.progress("p").leftOut());
    assertEquals(210, site.progress("p").rows());
  }

  @Test
  void pausingEndsAlertsAndAskingAgainBringsThemBack() throws Exception {
    site.add(site.policy("p", ONE, Schedule.MINUTE, token));
    Site.look(runner);
    pass(MINUTE);
    site.pause("p", true);
    pass(MINUTE);
    assertEquals(List.of(), sink.subjects(VIOLATION));
    site.pause("p", false);
    pass(MINUTE);
    assertEquals(List.of("p: 192.0.2.7"), sink.subjects(VIOLATION));
  }
}
