package io.nightjar.blocklist;

import io.nightjar.blocklist.Keys.Kind;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the entries of lists, one list after the other; one thread. */
final class IndexBuilder {
  private static final int V4_OFFSET = 96;

  private final Keys keys;
  private final int mostEntries;
  private final KeyIndex.Builder texts = new KeyIndex.Builder();
  private final PrefixIndex.Builder v4 = new PrefixIndex.Builder(false);
  private final PrefixIndex.Builder v6 = new PrefixIndex.Builder(true);
  private final List<List<Listed>> listed = new ArrayList<>();
  private final Map<String, Integer> notes = new HashMap<>();
  private Listed list = new Listed("", Threat.MALWARE, "");
  private boolean hasExact;
  private boolean hasTopLevel;
  private boolean hasUrl;
  private int size;

  /** No entries yet, and room for so many. */
  IndexBuilder(Keys keys, int mostEntries) {
    this.keys = keys;
    this.mostEntries = mostEntries;
  }

  /**
   * Begins the next list.
   *
   * @throws IllegalStateException when there are too many
   */
  void begin(String name, Threat threat) {
    if (listed.size() == Value.MOST_LISTS) {
      throw new IllegalStateException("more than " + Value.MOST_LISTS + " lists");
    }
    list = new Listed(name, threat, "");
    listed.add(new ArrayList<>(List.of(list)));
    notes.clear();
  }

  /** Whether another entry has room. */
  boolean isFull() {
    return size >= mostEntries;
  }

  /** Adds an entry of the list that was begun last; what is wrong is no entry. */
  void add(Indicator indicator, String note) {
    int value = Value.of(listed.size() - 1, note(note));
    hasExact |= indicator instanceof Indicator.Domain(_, boolean isExact) && isExact;
    hasTopLevel |= indicator instanceof Indicator.Domain(String name, _) && name.indexOf('.') < 0;
    hasUrl |= indicator instanceof Indicator.Url;
    switch (indicator) {
      case Indicator.Network(Prefix prefix) -> addNetwork(prefix, value);
      case Indicator.Span(IpAddress first, IpAddress last) ->
          Spans.prefixes(first, last).forEach(prefix -> addNetwork(prefix, value));
      case Indicator.Domain(String name, boolean isExact) ->
          addText(keys.domain(name, isExact ? Kind.EXACT_DOMAIN : Kind.DOMAIN), value);
      case Indicator.Url(String text) -> addText(IndicatorIndex.urlKey(keys, text), value);
      case Indicator.Fingerprint(String text) -> addText(keys.fingerprint(text), value);
      case Indicator.AutonomousSystem(long number) -> addText(keys.system(number), value);
      case Indicator.Country(String code) -> addText(keys.country(code), value);
      case Indicator.Wrong _ -> {}
    }
  }

  private void addText(long key, int value) {
    texts.add(key, value);
    size++;
  }

  private void addNetwork(Prefix prefix, int value) {
    IpAddress first = prefix.address();
    if (first.isV4() && prefix.length() >= V4_OFFSET) {
      v4.add(first.low() << 32, 0, prefix.length() - V4_OFFSET, value);
    } else {
      v6.add(first.high(), first.low(), prefix.length(), value);
    }
    size++;
  }

  /** The number of a note; that of none where there is no more room for new ones. */
  private int note(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    Integer known = notes.get(text);
    List<Listed> ofList = listed.getLast();
    if (known == null && ofList.size() < Value.MOST_NOTES) {
      known = ofList.size();
      notes.put(text, known);
      ofList.add(new Listed(list.list(), list.threat(), text));
    }
    return known == null ? 0 : known;
  }

  /** All entries so far. */
  IndicatorIndex build() {
    Listed[][] all =
        listed.stream().map(each -> each.toArray(Listed[]::new)).toArray(Listed[][]::new);
    return new IndicatorIndex(
        keys,
        texts.build(),
        v4.build(),
        v6.build(),
        all,
        new IndicatorIndex.Has(hasExact, hasTopLevel, hasUrl),
        size);
  }
}
