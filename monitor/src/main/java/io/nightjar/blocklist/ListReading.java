package io.nightjar.blocklist;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one list into an index, or only to see whether it can be read. */
final class ListReading implements EntrySink {
  /** Text of a list, unpacked. */
  static final long MOST_BYTES = 512L << 20;

  private static final int MOST_NOTE = 120;
  private static final int WRONG_SHOWN = 5;

  private final EntryRules rules;
  private final @Nullable IndexBuilder index;
  private final long mostEntries;
  private final List<WrongLine> firstWrong = new ArrayList<>();
  private long entries;
  private long wrong;

  private ListReading(EntryRules rules, @Nullable IndexBuilder index, long mostEntries) {
    this.rules = rules;
    this.index = index;
    this.mostEntries = mostEntries;
  }

  /**
   * Reads a list.
   *
   * @param index null to keep nothing
   * @throws IOException when it is no list as a whole; what was read until then is in the index
   */
  static ListContent read(
      Path file, ListSource source, @Nullable IndexBuilder index, long mostEntries)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ListException("no file");
    }
    ListReading reading = new ListReading(source.rules(), index, mostEntries);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ListFormat format = ListReader.read(in, source.format(), MOST_BYTES, reading);
      if (reading.entries == 0 && reading.wrong > 0) {
        throw new ListException(
            "none of its %d lines is an entry; %s"
                .formatted(reading.wrong, reading.firstWrong.getFirst()));
      }
      return new ListContent(
          format,
          reading.entries,
          reading.wrong,
          List.copyOf(reading.firstWrong),
          reading.isFull());
    }
  }

  @Override
  public void entry(long line, Indicator indicator, String note) {
    if (rules.check(indicator) instanceof Indicator.Wrong(String reason)) {
      wrong(line, text(indicator), reason);
      return;
    }
    entries++;
    if (index != null) {
      index.add(indicator, Printable.of(note, MOST_NOTE));
    }
  }

  private static String text(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Network network -> network.prefix().toString();
      case Indicator.Span span -> span.first() + "-" + span.last();
      case Indicator.Domain domain -> domain.name();
      case Indicator.Url url -> url.text();
      case Indicator.Fingerprint fingerprint -> fingerprint.text();
      case Indicator.AutonomousSystem system -> "AS" + system.number();
      case Indicator.Country country -> country.code();
      case Indicator.Wrong _ -> "";
    };
  }

  @Override
  public void wrong(long line, String text, String reason) {
    wrong++;
    if (firstWrong.size() < WRONG_SHOWN) {
      firstWrong.add(WrongLine.of(line, text, reason));
    }
  }

  @Override
  public boolean isFull() {
    return entries >= mostEntries || (index != null && index.isFull());
  }
}
