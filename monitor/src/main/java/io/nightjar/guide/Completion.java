package io.nightjar.guide;

import io.nightjar.account.Caller;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Words that what was typed can become. */
public final class Completion {
  /** The most that are given of one beginning. */
  public static final int MOST = 100;

  /** The longest beginning that is looked up, in characters. */
  private static final int LONGEST = 64;

  /** Every host is looked at: so many at one time, others are given nothing. */
  private static final int AT_ONCE = 4;

  /** Where words come from. */
  @FunctionalInterface
  public interface Words {
    /**
     * Words with this beginning, the best first.
     *
     * @param beginning in lower case
     * @param chosen the values of other arguments
     * @param most how many are of use
     */
    List<String> beginning(String beginning, Map<String, String> chosen, int most);
  }

  /**
   * What was found.
   *
   * @param more whether there are more than these
   */
  public record Found(List<String> values, boolean more) {}

  private final Map<Word, Words> sources = new EnumMap<>(Word.class);
  private final Semaphore free = new Semaphore(AT_ONCE);

  /** Completes these words. */
  public Completion(Map<Word, Words> sources) {
    this.sources.putAll(sources);
  }

  /** What this can become; asked on behalf of the caller, whose networks bound what it sees. */
  public Found of(Word word, String typed, Map<String, String> chosen, Caller caller) {
    Words source = sources.get(word);
    if (source == null || typed.length() > LONGEST || !free.tryAcquire()) {
      return new Found(List.of(), false);
    }
    try {
      String beginning = typed.toLowerCase(Locale.ROOT);
      List<String> found =
          caller
              .asker()
              .call(
                  () ->
                      usable(word, source.beginning(beginning, chosen, MOST + 1))
                          .limit(MOST + 1L)
                          .toList());
      return new Found(found.stream().limit(MOST).toList(), found.size() > MOST);
    } finally {
      free.release();
    }
  }

  /** Only what a prompt or an address would take. */
  private static Stream<String> usable(Word word, List<String> found) {
    return found.stream().filter(word::matches).distinct();
  }
}
