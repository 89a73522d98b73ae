package io.nightjar.guide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prompts, in the order they are listed. */
public final class Prompts {
  private static final List<String> OF_PROGRAM =
      List.of(
          "triage_alert",
          "triage_host",
          "suspicious_dns",
          "data_exfiltration",
          "command_and_control",
          "bandwidth",
          "vpn_health",
          "monitoring_coverage",
          "what_changed",
          "explore_table");

  private final Map<String, Prompt> byName = new LinkedHashMap<>();

  /** These prompts. */
  public Prompts(List<Prompt> prompts) {
    prompts.forEach(prompt -> byName.put(prompt.name(), prompt));
  }

  /** Those that come with the program. */
  public static Prompts ofProgram() {
    return new Prompts(OF_PROGRAM.stream().map(PromptFile::read).toList());
  }

  /** All of them. */
  public List<Prompt> all() {
    return List.copyOf(byName.values());
  }

  /** The prompt of this name. */
  public Optional<Prompt> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
