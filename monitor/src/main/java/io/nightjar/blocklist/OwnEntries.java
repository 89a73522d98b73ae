package io.nightjar.blocklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Autonomous systems and countries that are named in the configuration, as lists of their own.
 *
 * @param systems numbers
 * @param countries two upper-case letters each
 */
public record OwnEntries(List<Long> systems, List<String> countries) {
  /** None. */
  public static final OwnEntries NONE = new OwnEntries(List.of(), List.of());

  /** How many lists they make. */
  static final int LISTS = 2;

  private static final String SYSTEMS = "blocked-asns";
  private static final String COUNTRIES = "blocked-countries";

  /** Copies the lists. */
  public OwnEntries {
    systems = List.copyOf(systems);
    countries = List.copyOf(countries);
  }

  /**
   * Reads {@code AS64496,64497} and {@code KP,XX}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static OwnEntries parse(String systems, String countries) {
    List<Long> numbers = new ArrayList<>();
    for (String word : words(systems)) {
      String plain = word.startsWith("AS") ? word : "AS" + word;
      if (IndicatorText.read(plain, false) instanceof Indicator.AutonomousSystem(long number)) {
        numbers.add(number);
      } else {
        throw new IllegalArgumentException(
            "'" + word + "' is no autonomous system, like AS64496 or 64496");
      }
    }
    List<String> codes = words(countries);
    for (String code : codes) {
      if (code.length() != 2 || !isLetter(code.charAt(0)) || !isLetter(code.charAt(1))) {
        throw new IllegalArgumentException("'" + code + "' is no country, like KP (ISO 3166-1)");
      }
    }
    return new OwnEntries(numbers, codes);
  }

  private static boolean isLetter(char each) {
    return each >= 'A' && each <= 'Z';
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      if (!word.isBlank()) {
        words.add(word.strip().toUpperCase(Locale.ROOT));
      }
    }
    return words;
  }

  void addTo(IndexBuilder index) {
    index.begin(SYSTEMS, Threat.MALWARE);
    systems.forEach(number -> index.add(new Indicator.AutonomousSystem(number), ""));
    index.begin(COUNTRIES, Threat.MALWARE);
    countries.forEach(code -> index.add(new Indicator.Country(code), ""));
  }

  List<ListStatus> status(ToLongFunction<String> hits) {
    List<ListStatus> all = new ArrayList<>();
    if (!systems.isEmpty()) {
      all.add(status(SYSTEMS, systems.size(), hits));
    }
    if (!countries.isEmpty()) {
      all.add(status(COUNTRIES, countries.size(), hits));
    }
    return all;
  }

  private static ListStatus status(String name, int entries, ToLongFunction<String> hits) {
    return new ListStatus(
        name,
        false,
        Threat.MALWARE,
        "configuration",
        "",
        entries,
        0,
        List.of(),
        Optional.empty(),
        hits.applyAsLong(name),
        "");
  }
}
