package io.nightjar.probe;

/** A kind of probe: what it declares, which targets it takes, and how a run goes. */
interface ProbeKind {
  /** What it declares. */
  ProbeType type();

  /**
   * The target in its one form.
   *
   * @throws IllegalArgumentException saying what came and what was expected
   */
  String target(String text);

  /**
   * Measures once. Runs on a virtual thread, which is interrupted when it takes longer than {@link
   * ProbeType#longest}.
   *
   * @throws NoAnswer when there is nothing to measure
   */
  Outcome run(Probe probe, Instruments with) throws NoAnswer, InterruptedException;

  /** The host that a target is about; empty where a run finds it. */
  String host(String target);
}
