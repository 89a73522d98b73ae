package io.nightjar.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/policies.md}, over traffic that breaks each rule once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyExamplesTest {
  private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

  private Site site;
  private List<String> examples = List.of();
  private long token;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    String page = Files.readString(Path.of("../docs/policies.md"));
    examples = SQL.matcher(page).results().map(each -> each.group(1)).toList();
    assertEquals(4, examples.size());
    site = Site.start(folder);
    token = site.token();
  }

  @AfterAll
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  /** What the policy finds now. */
  private List<String> found(String sql, String... subject) throws InterruptedException {
    Recorded sink = new Recorded();
    site.add(site.policy("p", sql, Schedule.MINUTE, token, subject));
    PolicyRunner runner = site.runner(sink);
    site.set(Site.MORNING);
    Site.look(runner);
    site.pass(Duration.ofMinutes(1));
    Site.look(runner);
    assertEquals("", site.progress("p").problem());
    List<String> subjects = sink.subjects("ai_policy_violation");
    site.remove("p");
    Site.look(runner);
    return subjects.stream().map(each -> each.substring("p: ".length())).toList();
  }

  private static Instant hours(long ago) {
    return Instant.now()
        .truncatedTo(ChronoUnit.HOURS)
        .minus(Duration.ofHours(ago))
        .plus(Duration.ofMinutes(10));
  }

  @Test
  void aHostThatSendsMoreThanTwiceWhatItDoesAsARule() throws Exception {
    List<Talk> talks = new ArrayList<>();
    for (int ago = 1; ago <= 30; ago++) {
      long loud = ago == 1 ? 2_500 : 1_000;
      talks.add(new Talk(hours(ago), "10.3.0.1", "10.3.9.9", "", "ssh", loud));
      talks.add(new Talk(hours(ago), "10.3.0.2", "10.3.9.8", "", "ssh", 1_000));
    }
    talks.add(new Talk(hours(1), "10.3.0.3", "10.3.9.7", "", "ssh", 9_000));
    site.see(talks);
    assertEquals(List.of("10.3.0.1"), found(examples.get(0)));
  }

  @Test
  void remoteDesktopOutsideBusinessHours() throws Exception {
    ZonedDateTime wednesday =
        ZonedDateTime.now(ZoneId.of("Europe/Berlin"))
            .with(TemporalAdjusters.previous(DayOfWeek.WEDNESDAY));
    ZonedDateTime sunday = wednesday.with(TemporalAdjusters.previous(DayOfWeek.SUNDAY));
    site.see(
        List.of(
            rdp(wednesday.with(LocalTime.of(3, 0)), "10.4.0.1"),
            rdp(wednesday.with(LocalTime.of(7, 59)), "10.4.0.2"),
            rdp(wednesday.with(LocalTime.of(8, 0)), "10.4.0.3"),
            rdp(wednesday.with(LocalTime.of(17, 59)), "10.4.0.4"),
            rdp(wednesday.with(LocalTime.of(18, 0)), "10.4.0.5"),
            rdp(sunday.with(LocalTime.of(12, 0)), "10.4.0.6"),
            new Talk(
                wednesday.with(LocalTime.of(3, 0)).toInstant(),
                "10.4.0.7",
                "10.4.9.9",
                "",
                "ssh",
                100)));
    Matcher window = Pattern.compile("INTERVAL 15 MINUTE").matcher(examples.get(1));
    assertEquals(
        List.of("10.4.0.1", "10.4.0.2", "10.4.0.5", "10.4.0.6"),
        found(window.replaceFirst("INTERVAL 12 DAY")));
  }

  private static Talk rdp(ZonedDateTime at, String client) {
    return new Talk(at.toInstant(), client, "10.4.9.9", "", "rdp", 100);
  }

  @Test
  void aFirstContactWithAPeerOutside() throws Exception {
    site.see(
        List.of(
            new Talk(hours(100), "10.5.0.1", "203.0.113.1", "US", "tls", 100),
            new Talk(hours(1), "10.5.0.1", "203.0.113.1", "US", "tls", 100),
            new Talk(hours(1), "10.5.0.1", "203.0.113.2", "NL", "tls", 100),
            new Talk(hours(30), "10.5.0.1", "203.0.113.3", "NL", "tls", 100),
            new Talk(hours(1), "10.5.0.2", "203.0.113.2", "NL", "tls", 100),
            new Talk(hours(1), "10.5.0.1", "10.5.0.2", "", "tls", 100)));
    assertEquals(List.of("10.5.0.1 203.0.113.2"), found(examples.get(2), "host", "peer"));
  }

  @Test
  void trafficToACountryThatIsNotApproved() throws Exception {
    Instant now = Instant.now().minusSeconds(60);
    site.see(
        List.of(
            new Talk(now, "10.6.0.1", "198.51.100.1", "KP", "tls", 100),
            new Talk(now, "10.6.0.1", "198.51.100.2", "KP", "tls", 100),
            new Talk(now, "10.6.0.2", "198.51.100.3", "DE", "tls", 100),
            new Talk(now.minusSeconds(7_200), "10.6.0.3", "198.51.100.1", "KP", "tls", 100)));
    assertEquals(List.of("10.6.0.1 KP"), found(examples.get(3), "src_ip", "dst_country"));
  }
}
