package io.nightjar.policy;

import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import io.nightjar.net.Asker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks history what a policy asks, within the limits of one run. */
public final class PolicyQuestion implements PolicyRunner.Question {
  /** What one run may cost. */
  static final Limits LIMITS =
      new Limits(
          10_000, 4L << 20, Duration.ofSeconds(20), 500_000_000, 1_000_000_000, 100_000_000_000L);

  private static final int SHOWN_ROWS = 5;
  private static final int SHOWN_CELL = 60;

  private final History history;
  private final Limits limits;

  /** Asks this history. */
  public PolicyQuestion(History history) {
    this(history, LIMITS);
  }

  PolicyQuestion(History history, Limits limits) {
    this.history = history;
    this.limits = limits;
  }

  /** As who sees what the owner sees; the owner's own questions do not wait for it. */
  @Override
  public Rows ask(Policy policy, Asker owner) {
    Asker bound = new Asker(Asker.NIGHTJAR.token(), owner.networks(), owner.interfaces());
    return bound.call(() -> history.ask(policy.sql(), limits));
  }

  /**
   * Asks once, as whoever calls, and tells what came and what it cost, a line each; nothing is
   * raised.
   *
   * @throws io.nightjar.history.HistoryException when it is refused or there is no answer
   * @throws IllegalArgumentException when its columns do not tell what rows are about
   */
  public List<String> dryRun(Policy policy) {
    Rows rows = history.ask(policy.sql(), limits);
    SubjectColumns columns = SubjectColumns.of(rows.columns(), policy.subject());
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s%d rows now; %d rows and %d bytes read in %d ms, at most %d alerts a run"
            .formatted(
                rows.truncated() ? "more than " : "",
                rows.values().size(),
                rows.rowsRead(),
                rows.bytesRead(),
                rows.elapsed().toMillis(),
                PolicyRun.MOST_ALERTS));
    for (List<@Nullable Object> row : rows.values()) {
      if (lines.size() <= SHOWN_ROWS) {
        lines.add(columns.subject(row) + " (" + shown(rows, row) + ")");
      }
    }
    return lines;
  }

  private static String shown(Rows rows, List<@Nullable Object> row) {
    return IntStream.range(0, row.size())
        .mapToObj(
            i ->
                CellText.name(rows.columns().get(i).name())
                    + "="
                    + CellText.value(row.get(i), SHOWN_CELL))
        .collect(Collectors.joining(", "));
  }
}
