package io.nightjar.blocklist;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a list warns of, and so how bad a contact can be at most. */
public enum Threat {
  /** Of those who do harm: malware, its servers, phishing. */
  MALWARE(1_000),
  /** Of servers that coins are mined for. */
  MINING(100),
  /** Of those who try every address. */
  SCANNER(50),
  /** Of what harmful programs use, and harmless ones too. */
  SUSPICIOUS(50),
  /** Of advertisements and trackers. */
  ADVERTISEMENT(10);

  private final int mostScore;

  Threat(int mostScore) {
    this.mostScore = mostScore;
  }

  /** The threat of this name, in any case. */
  public static Optional<Threat> of(String name) {
    return Stream.of(values()).filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  /** A score, bounded by what this threat can be. */
  int bounded(int score) {
    return Math.min(score, mostScore);
  }

  /** As callers write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
