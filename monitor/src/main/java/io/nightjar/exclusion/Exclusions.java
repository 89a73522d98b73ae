package io.nightjar.exclusion;

import io.nightjar.account.AccountException;
import io.nightjar.account.Database;
import io.nightjar.alert.Finding;
import io.nightjar.alert.FlowFacts;
import io.nightjar.lifecycle.Component;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exclusions of the database, asked for every finding by any thread. Changes of whatever
 * process hold within a second; hits are written down every ten.
 */
public final class Exclusions implements Component {
  private static final System.Logger LOG = System.getLogger(Exclusions.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int LOOKS_A_FLUSH = 10;

  private final Supplier<Database> database;
  private final InstantSource clock;
  private final Counter silenced;
  private final Thread thread = Thread.ofVirtual().name("exclusions").unstarted(this::run);
  private volatile Matcher matcher;
  private long version = -1;

  /** Those of this database; it is asked for when they are started. */
  public Exclusions(Supplier<Database> database, InstantSource clock, Telemetry telemetry) {
    this.database = database;
    this.clock = clock;
    matcher = new Matcher(List.of(), clock);
    silenced =
        telemetry.counter("nightjar_alerts_excluded_total", "Findings silenced by exclusions");
    telemetry.watch(
        "nightjar_alert_exclusions",
        "Exclusions in force",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> matcher.rules().size());
  }

  /**
   * Whether the finding is not to be raised; counted if so.
   *
   * @param flow what it is about; null where that is no flow, or not known
   */
  public boolean silences(Finding finding, @Nullable FlowFacts flow) {
    Rule rule = matcher.match(finding, flow);
    if (rule == null) {
      return false;
    }
    rule.count(clock.millis());
    silenced.increment();
    return true;
  }

  /** In force from the first finding on. */
  @Override
  public void start() {
    look();
    thread.start();
  }

  private void run() {
    try {
      for (long looks = 1; ; looks++) {
        Thread.sleep(PAUSE);
        try {
          if (looks % LOOKS_A_FLUSH == 0) {
            flush();
          }
          look();
        } catch (AccountException e) {
          LOG.log(System.Logger.Level.WARNING, "exclusions wait: " + e.getMessage());
        }
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /** Takes what is in the database, if anything changed there. */
  void look() {
    long now = database.get().read(Exclusions::version);
    if (now == version) {
      return;
    }
    List<Exclusion> wanted =
        database.get().read(ExclusionTable::all).stream()
            .map(ExclusionTable.Stored::exclusion)
            .filter(exclusion -> !exclusion.isExpired(clock.instant()))
            .toList();
    version = now;
    Map<Exclusion, Rule> there = new HashMap<>();
    matcher.rules().forEach(rule -> there.put(rule.exclusion(), rule));
    if (there.size() == wanted.size() && there.keySet().containsAll(wanted)) {
      return;
    }
    flush();
    List<Rule> rules =
        wanted.stream()
            .map(
                exclusion -> {
                  Rule same = there.get(exclusion);
                  return same == null ? new Rule(exclusion) : same;
                })
            .toList();
    matcher = new Matcher(rules, clock);
  }

  /** Differs from what it was before if any other connection wrote. */
  private static long version(Connection connection) throws SQLException {
    try (PreparedStatement pragma = connection.prepareStatement("PRAGMA data_version");
        ResultSet row = pragma.executeQuery()) {
      return row.getLong(1);
    }
  }

  /** Writes down what was silenced since it was last written. */
  void flush() {
    Map<Rule, Long> hits = new HashMap<>();
    for (Rule rule : matcher.rules()) {
      long taken = rule.takeHits();
      if (taken > 0) {
        hits.put(rule, taken);
      }
    }
    if (!hits.isEmpty()) {
      database
          .get()
          .write(
              connection -> {
                for (Map.Entry<Rule, Long> each : hits.entrySet()) {
                  Rule rule = each.getKey();
                  ExclusionTable.addHits(connection, rule.id(), each.getValue(), rule.lastMillis());
                }
                return hits.size();
              });
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    flush();
  }
}
