package io.nightjar.policy;

import io.nightjar.alert.Finding;
import io.nightjar.history.Rows;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a policy found.
 *
 * @param findings by what they are about; of several rows about one, the first
 * @param rows that came
 * @param whole whether no row was left out at the limit
 */
record Violations(
    Map<Engaged, Finding> findings,
    long rows,
    boolean whole,
    long rowsRead,
    long bytesRead,
    long millis) {
  private static final int MOST_EVIDENCE = 12;

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException when its columns do not tell what rows are about
   */
  static Violations of(Policy policy, Rows answer, Instant now) {
    SubjectColumns columns = SubjectColumns.of(answer.columns(), policy.subject());
    Map<Engaged, Finding> findings = new LinkedHashMap<>();
    for (List<@Nullable Object> row : answer.values()) {
      Engaged about =
          new Engaged(subject(policy, columns.subject(row)), columns.interfaceName(row));
      findings.computeIfAbsent(about, _ -> finding(policy, about, columns, answer, row, now));
    }
    return new Violations(
        findings,
        answer.values().size(),
        !answer.truncated(),
        answer.rowsRead(),
        answer.bytesRead(),
        answer.elapsed().toMillis());
  }

  /** Policies that find the same thing raise an alert each. */
  private static String subject(Policy policy, String of) {
    return of.isEmpty() ? policy.name() : policy.name() + ": " + of;
  }

  private static Finding finding(
      Policy policy,
      Engaged about,
      SubjectColumns columns,
      Rows answer,
      List<@Nullable Object> row,
      Instant now) {
    Finding finding =
        about
            .finding(policy, now)
            .between(columns.cause(row), columns.sufferer(row))
            .in(columns.flowId(row))
            .because("policy", CellText.value(policy.description()), "");
    for (int i = 0; i < Math.min(row.size(), MOST_EVIDENCE); i++) {
      finding =
          finding.because(
              CellText.name(answer.columns().get(i).name()), CellText.value(row.get(i)), "");
    }
    return finding;
  }
}
