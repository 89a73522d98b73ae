package io.nightjar.guide;

import io.nightjar.query.Seen;
import io.nightjar.tool.Catalogue;
import java.util.List;
import java.util.function.Supplier;

/** What tells a client how to ask. */
public record Guide(Resources resources, Prompts prompts, Completion completion) {
  /**
   * The guide of a monitor.
   *
   * @param health differs whenever the state of the monitor does
   * @param alerts differs whenever an alert came, ended or was marked
   */
  public static Guide of(
      Catalogue catalogue,
      Documentation documentation,
      Seen seen,
      Supplier<String> health,
      Supplier<String> alerts) {
    return new Guide(
        resources(catalogue, documentation, health, alerts),
        Prompts.ofProgram(),
        new Completion(Vocabulary.with(seen)));
  }

  /** What declarations alone can tell: nothing is completed from what was seen. */
  public static Guide declared(Catalogue catalogue) {
    return new Guide(
        resources(catalogue, new Documentation(), () -> "", () -> ""),
        Prompts.ofProgram(),
        new Completion(Vocabulary.declared()));
  }

  private static Resources resources(
      Catalogue catalogue,
      Documentation documentation,
      Supplier<String> health,
      Supplier<String> alerts) {
    return new Resources(
        List.of(
            new MonitorShelf(catalogue, documentation, health, alerts),
            AnswerShelf.hosts(catalogue),
            AnswerShelf.flows(catalogue),
            AnswerShelf.alerts(catalogue)));
  }
}
