package io.nightjar.blocklist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists as tests write them, and what is read of them. */
final class Lists {
  static final Keys KEYS = new Keys(42);

  /** What a reader gave, in words. */
  static final class Recorded implements EntrySink {
    final List<String> entries = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();

    @Override
    public void entry(long line, Indicator indicator, String note) {
      entries.add(line + " " + words(indicator) + (note.isEmpty() ? "" : " (" + note + ")"));
    }

    @Override
    public void wrong(long line, String text, String reason) {
      wrong.add(line + ": " + reason);
    }

    @Override
    public boolean isFull() {
      return false;
    }
  }

  private Lists() {}

  static String words(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Network(var prefix) -> prefix.toString();
      case Indicator.Span(var first, var last) -> first + "-" + last;
      case Indicator.Domain(var name, var isExact) -> (isExact ? "=" : "") + name;
      case Indicator.Url(var text) -> "url " + text;
      case Indicator.Fingerprint(var text) -> "#" + text;
      case Indicator.AutonomousSystem(var number) -> "AS" + number;
      case Indicator.Country(var code) -> "country " + code;
      case Indicator.Wrong(var reason) -> "wrong: " + reason;
    };
  }

  static Recorded read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), Optional.empty());
  }

  static Recorded read(byte[] bytes, Optional<ListFormat> format) throws IOException {
    Recorded recorded = new Recorded();
    ListFormat _ = ListReader.read(new ByteArrayInputStream(bytes), format, 64 << 20, recorded);
    return recorded;
  }

  /** What these lines warn of as lists said to be local, with these allowed. */
  static Reputation reputation(Path folder, String blocked, String allowed) throws IOException {
    IndexBuilder block = new IndexBuilder(KEYS, 1_000_000);
    IndexBuilder allow = new IndexBuilder(KEYS, 1_000_000);
    block.begin("blocked", Threat.MALWARE);
    allow.begin("allowed", Threat.MALWARE);
    readInto(folder, "blocked", blocked, false, block);
    readInto(folder, "allowed", allowed, true, allow);
    return new Reputation(block.build(), allow.build());
  }

  private static void readInto(
      Path folder, String name, String text, boolean isAllow, IndexBuilder into)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".local.txt"), text);
    ListContent _ = ListReading.read(file, ListSource.of(file, isAllow), into, 1_000_000);
  }
}
