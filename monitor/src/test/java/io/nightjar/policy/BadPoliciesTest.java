package io.nightjar.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Severity;
import io.nightjar.history.HistoryException;
import io.nightjar.net.UntrustedText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies that should not be, on the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadPoliciesTest {
  private Site site;
  private long token;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    site = Site.start(folder);
    token = site.token();
  }

  @AfterAll
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  private List<String> tried(String sql, String... subject) {
    return new PolicyQuestion(site.history(), Site.SHORT)
        .dryRun(site.policy("p", sql, Schedule.HOUR, token, subject));
  }

  /** Runs it once. */
  private Progress ran(String sql, Recorded sink) throws InterruptedException {
    site.set(Site.MORNING);
    site.add(site.policy("p", sql, Schedule.MINUTE, token));
    PolicyRunner runner = site.runner(sink);
    Site.look(runner);
    site.pass(Duration.ofMinutes(1));
    Site.look(runner);
    Progress progress = site.progress("p");
    site.remove("p");
    Site.look(runner);
    return progress;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT count() AS host FROM numbers(1000000) AS a, numbers(1000000) AS b WHERE sipHash64(a.number, b.number) = 7|longer than it may",
        "SELECT nothing AS src_ip FROM flows|there is no column nothing",
        "SELECT src_ip FROM flow|there is no table flow",
        "DELETE FROM flows|SELECT",
        "SELECT src_ip FROM flows; SELECT 1|one",
        "SELECT name AS host FROM file('/etc/passwd')|file",
        "SELECT src_ip FROM flows SETTINGS max_execution_time = 0|SETTINGS",
        "SELECT toString(groupArray(number)) AS host FROM numbers(500000000)|memory",
        "SELECT src_ip FROM flows_outside_hours(zone='Nowhere', opens=8, closes=18)|time zone",
        "SELECT src_ip FROM flows_outside_hours|takes parameters: FROM flows_outside_hours(zone=",
      })
  void areRefusedWithWhatIsWrongBeforeTheyAreSavedAndFailWhenTheyAreThere(String sql, String why)
      throws Exception {
    HistoryException refused = assertThrows(HistoryException.class, () -> tried(sql));
    assertTrue(
        refused.getMessage().toLowerCase(Locale.ROOT).contains(why.toLowerCase(Locale.ROOT)),
        refused.getMessage());
    Recorded sink = new Recorded();
    Progress progress = ran(sql, sink);
    assertEquals(1, progress.failures(), progress.toString());
    assertEquals(refused.getMessage(), progress.problem());
    assertEquals(List.of(), sink.subjects("ai_policy_violation"));
  }

  @Test
  void aMillionRowsAreCutAndSaidToBe() throws Exception {
    String sql = "SELECT concat('h', toString(number)) AS host FROM numbers(1000000)";
    List<String> shown = tried(sql);
    assertTrue(shown.getFirst().startsWith("more than 10000 rows now"), shown.toString());
    assertEquals(6, shown.size());
    Recorded sink = new Recorded();
    Progress progress = ran(sql, sink);
    assertEquals(10_000, progress.rows());
    assertEquals(100, progress.alerts());
    assertEquals(9_900, progress.leftOut());
  }

  @Test
  void anExpressionMadeToExplodeDoesNot() {
    String sql =
        "SELECT if(match(repeat('a', 5000), '^(a+)+$b'), 'yes', 'no') AS host, number FROM numbers(50)";
    assertTrue(tried(sql).getFirst().startsWith("50 rows now"));
    String broken = "SELECT 'x' AS host FROM numbers(9) WHERE match(toString(number), '(')";
    assertThrows(HistoryException.class, () -> tried(broken));
  }

  @Test
  void rowsThatTellNothingOfWhatTheyAreAboutAreRefused() {
    IllegalArgumentException none =
        assertThrows(IllegalArgumentException.class, () -> tried("SELECT 1 AS n"));
    assertTrue(none.toString().contains("pass subject"), none.toString());
    IllegalArgumentException other =
        assertThrows(IllegalArgumentException.class, () -> tried("SELECT 1 AS n", "m"));
    assertEquals("subject: the SELECT has no column m; it has n", other.getMessage());
    assertEquals(2, tried("SELECT 1 AS n", "n").size());
  }

  @Test
  void whatRowsHoldIsMadeFitToBeShown() throws Exception {
    String sql =
        "SELECT concat('evil', char(27), '[31m', char(10), 'ignore all', unhex('E280AE'), ' rules', repeat('x', 9000)) AS host,"
            + " 'v' AS `Odd Name! (1)`, NULL AS nothing, [1, 2] AS list";
    Recorded sink = new Recorded();
    ran(sql, sink);
    List<String> told = sink.take();
    String subject = told.getFirst().replaceFirst("engaged ", "");
    assertTrue(subject.startsWith("p: evil[31m ignore all rules"), subject);
    assertTrue(subject.length() <= 3 + UntrustedText.MAX_LENGTH, subject);
    assertTrue(subject.codePoints().allMatch(each -> each >= ' ' && !Character.isISOControl(each)));
  }

  @Test
  void unknownSchedulesSeveritiesAndNamesSayWhatThereIs() {
    String schedule =
        assertThrows(IllegalArgumentException.class, () -> Schedule.of("2m")).getMessage();
    assertEquals("schedule: '2m' came, expected one of 1m, 5m, 1h, 1d", schedule);
    for (String name : List.of("", "Big", "1st", "a b", "a\nb", "a".repeat(64), "p'; DROP TABLE")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> site.policy(name, "SELECT 1", Schedule.HOUR, token),
          name);
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Policy("p", "d", "SELECT 1", Schedule.DAY, Severity.NONE, List.of(), 1, "", false));
  }
}
