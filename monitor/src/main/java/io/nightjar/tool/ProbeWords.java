package io.nightjar.tool;

import io.nightjar.account.Probes;
import io.nightjar.net.UntrustedText;
import io.nightjar.probe.Measurement;
import io.nightjar.probe.Probe;
import io.nightjar.probe.ProbeDraft;
import io.nightjar.probe.ProbeKinds;
import io.nightjar.probe.ProbeType;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** Probes as callers write and read them. */
final class ProbeWords {
  private ProbeWords() {}

  /** The draft as a probe, or what is wrong with it. */
  static Probe checked(ProbeDraft draft) throws ToolProblem {
    try {
      return draft.checked();
    } catch (ProbeDraft.Problem e) {
      throw problem(e);
    }
  }

  /** What is wrong with a draft. */
  static ToolProblem problem(ProbeDraft.Problem e) {
    return Ask.invalid(
        UntrustedText.clean(String.valueOf(e.getMessage())), UntrustedText.clean(e.expected()));
  }

  /** How it is measured and when it is bad. */
  static String words(Probe probe) {
    ProbeType type = ProbeKinds.type(probe.measurement());
    return words(probe.row(), type);
  }

  private static String words(Probes.Row row, ProbeType type) {
    String side = type.operator() == ProbeType.Operator.GT ? "above" : "below";
    StringBuilder words = new StringBuilder();
    words.append(row.measurement()).append(" of ").append(UntrustedText.clean(row.target()));
    words.append(", granularity ").append(row.granularity());
    words.append(", bad ").append(side).append(' ').append(number(row.threshold()));
    words.append(' ').append(type.unit());
    if (row.expectedStatus() != null) {
      words.append(", status ").append(row.expectedStatus()).append(" expected");
    }
    if (row.expectedText() != null) {
      words.append(", expecting '").append(UntrustedText.clean(row.expectedText(), 64)).append("'");
    }
    if (!row.maintenance().isEmpty()) {
      words.append(", maintained ").append(row.maintenance()).append(" UTC");
    }
    return words.toString();
  }

  /** The same of a row that is kept. */
  static String words(Probes.Row row, Measurement measurement) {
    return words(row, ProbeKinds.type(measurement));
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** The arguments that add it. */
  static ObjectNode arguments(Probes.Row row) {
    ObjectNode arguments =
        Json.object()
            .put("host", row.target())
            .put("measurement", row.measurement())
            .put("threshold", row.threshold())
            .put("granularity", row.granularity());
    if (row.expectedStatus() != null) {
      arguments.put("expected_status", row.expectedStatus());
    }
    if (row.expectedText() != null) {
      arguments.put("expected_text", row.expectedText());
    }
    if (!row.maintenance().isEmpty()) {
      arguments.put("maintenance", row.maintenance());
    }
    return arguments;
  }
}
