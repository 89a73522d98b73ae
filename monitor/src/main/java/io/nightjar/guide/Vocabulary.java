package io.nightjar.guide;

import io.nightjar.history.Tables;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.query.Seen;
import io.nightjar.schema.Column;
import io.nightjar.schema.Reference;
import io.nightjar.schema.Table;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where words come from: declarations of the program, and what was seen. */
public final class Vocabulary {
  private Vocabulary() {}

  /** Words of declarations alone. */
  public static Map<Word, Completion.Words> declared() {
    Map<Word, Completion.Words> words = new EnumMap<>(Word.class);
    words.put(Word.TABLE, (beginning, _, _) -> starting(tables(), beginning));
    words.put(Word.COLUMN, (beginning, chosen, _) -> starting(columns(chosen), beginning));
    words.put(Word.APPLICATION, (beginning, _, _) -> starting(applications(), beginning));
    words.put(
        Word.HOURS, (beginning, _, _) -> starting(Stream.of("1", "6", "24", "168"), beginning));
    return words;
  }

  /** Those, and what live state has. */
  public static Map<Word, Completion.Words> with(Seen seen) {
    Map<Word, Completion.Words> words = declared();
    words.put(Word.HOST, (beginning, _, most) -> live(() -> seen.hosts(beginning, most)));
    words.put(Word.ADDRESS, (beginning, _, most) -> live(() -> seen.addresses(beginning, most)));
    words.put(
        Word.INTERFACE, (beginning, _, _) -> starting(live(seen::interfaces).stream(), beginning));
    return words;
  }

  /** Nothing while a worker does not answer: completion is only a help. */
  private static List<String> live(Supplier<List<String>> question) {
    try {
      return question.get();
    } catch (LiveUnavailableException _) {
      return List.of();
    }
  }

  private static Stream<String> tables() {
    return Tables.all().stream().map(Table::name);
  }

  private static Stream<String> columns(Map<String, String> chosen) {
    return Tables.find(chosen.getOrDefault("table", "flows")).stream()
        .flatMap(table -> table.columns().stream())
        .map(Column::name);
  }

  private static Stream<String> applications() {
    return Tables.find("protocols").stream()
        .flatMap(table -> Reference.rows(table).lines())
        .map(line -> line.split("\t", -1)[1]);
  }

  private static List<String> starting(Stream<String> words, String beginning) {
    return words.filter(word -> word.toLowerCase(Locale.ROOT).startsWith(beginning)).toList();
  }
}
