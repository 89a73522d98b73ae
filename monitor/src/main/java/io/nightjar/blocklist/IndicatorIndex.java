package io.nightjar.blocklist;

import io.nightjar.blocklist.Keys.Kind;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All entries of some lists. Immutable; safe from several threads. A look-up that names one list
 * allocates nothing; those that name all are for people who ask.
 */
final class IndicatorIndex {
  /** Parts of a path that may be entries; a longer path is looked at no further. */
  private static final int MOST_DIRECTORIES = 16;

  private static final int MOST_NAME = 255;

  private final Keys keys;
  private final KeyIndex texts;
  private final PrefixIndex v4;
  private final PrefixIndex v6;
  private final Listed[][] listed;
  private final Has has;
  private final int size;

  /**
   * Which rare kinds of entries there are, so that others cost no look-up.
   *
   * @param exactDomains domains that stand for themselves alone
   * @param topLevels domains of one label
   */
  record Has(boolean exactDomains, boolean topLevels, boolean urls) {}

  IndicatorIndex(
      Keys keys,
      KeyIndex texts,
      PrefixIndex v4,
      PrefixIndex v6,
      Listed[][] listed,
      Has has,
      int size) {
    this.keys = keys;
    this.texts = texts;
    this.v4 = v4;
    this.v6 = v6;
    this.listed = listed;
    this.has = has;
    this.size = size;
  }

  /** Entries, each list's counted for itself. */
  int size() {
    return size;
  }

  /** Who holds the address, of the smallest network that has it. */
  @Nullable Listed address(IpAddress address) {
    PrefixIndex index = address.isV4() ? v4 : v6;
    int entry = find(index, address);
    return entry < 0 ? null : listed(index.value(entry));
  }

  private static int find(PrefixIndex index, IpAddress address) {
    return address.isV4()
        ? index.find(address.low() << 32, 0)
        : index.find(address.high(), address.low());
  }

  /** Everyone who holds the address. */
  List<Match> addresses(IpAddress address) {
    PrefixIndex index = address.isV4() ? v4 : v6;
    List<Match> matches = new ArrayList<>();
    for (int at = find(index, address); at >= 0; at = index.wider(at)) {
      matches.add(new Match(listed(index.value(at)), Match.network(address, index.length(at))));
    }
    return matches;
  }

  /** Who holds the domain or one above it, the longest first. */
  @Nullable Listed domain(String name) {
    int end = nameEnd(name);
    int first = Math.max(0, end - MOST_NAME);
    long hash = keys.start();
    int found = KeyIndex.NONE;
    boolean isAsked = has.topLevels();
    for (int i = end - 1; i >= first; i--) {
      char each = name.charAt(i);
      if (each == '.') {
        int place = isAsked ? texts.find(Keys.key(hash, Kind.DOMAIN)) : KeyIndex.NONE;
        found = place >= 0 ? place : found;
        isAsked = true;
      }
      hash = Keys.step(hash, each);
    }
    int whole = texts.find(Keys.key(hash, Kind.DOMAIN));
    int exact =
        whole >= 0 || !has.exactDomains() ? whole : texts.find(Keys.key(hash, Kind.EXACT_DOMAIN));
    int place = exact >= 0 ? exact : found;
    return place < 0 ? null : listed(texts.value(place));
  }

  /** A dot that ends a name says no more than that it is whole. */
  private static int nameEnd(CharSequence name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '.') {
      end--;
    }
    return end;
  }

  /** Everyone who holds the domain or one above it. */
  List<Match> domains(String name) {
    List<Match> matches = new ArrayList<>();
    String whole = name.substring(0, nameEnd(name));
    collect(keys.domain(whole, Kind.EXACT_DOMAIN), whole, matches);
    for (int at = 0; at >= 0; at = after(whole, at)) {
      String suffix = whole.substring(at);
      collect(keys.domain(suffix, Kind.DOMAIN), suffix, matches);
    }
    return matches;
  }

  private static int after(String name, int from) {
    int dot = name.indexOf('.', from);
    return dot < 0 ? -1 : dot + 1;
  }

  /** Who holds the URL, or a directory it is in. */
  @Nullable Listed url(String url) {
    if (!has.urls()) {
      return null;
    }
    int path = UrlParts.authorityEnd(url, UrlParts.schemeEnd(url));
    long hash = hostHash(url, UrlParts.schemeEnd(url), path);
    int place = KeyIndex.NONE;
    int directories = 0;
    for (int i = path; i < url.length() && place < 0; i++) {
      char each = url.charAt(i);
      if (each == '#') {
        break;
      }
      if (each == '?') {
        place = texts.find(Keys.key(hash, Kind.URL));
      }
      hash = Keys.stepExact(hash, each);
      if (each == '/' && i > path && directories++ < MOST_DIRECTORIES) {
        place = place >= 0 ? place : texts.find(Keys.key(hash, Kind.URL_PREFIX));
      }
    }
    place = place >= 0 ? place : texts.find(Keys.key(hash, Kind.URL));
    place = place >= 0 ? place : texts.find(Keys.key(hash, Kind.URL_PREFIX));
    return place < 0 ? null : listed(texts.value(place));
  }

  /** Of what {@link UrlParts} says counts of the host, in one pass. */
  private long hostHash(String url, int start, int end) {
    long hash = keys.start();
    long beforePort = hash;
    int port = -1;
    int from = start;
    for (int i = start; i < end; i++) {
      char each = url.charAt(i);
      if (each == '@') {
        hash = keys.start();
        port = -1;
        from = i + 1;
        continue;
      }
      if (each == ':') {
        beforePort = hash;
        port = i;
      }
      hash = Keys.step(hash, each);
    }
    boolean isUsual = port >= 0 && UrlParts.isUsualPort(url, port, end);
    int hostEnd = isUsual ? port : end;
    return hostEnd > from && url.charAt(hostEnd - 1) == '.'
        ? urlHost(keys, url, from, hostEnd - 1)
        : isUsual ? beforePort : hash;
  }

  private static long urlHost(Keys keys, CharSequence url, int start, int end) {
    long hash = keys.start();
    for (int i = start; i < end; i++) {
      hash = Keys.step(hash, url.charAt(i));
    }
    return hash;
  }

  /** The key of a URL that a list holds; of a directory when it ends with a slash. */
  static long urlKey(Keys keys, CharSequence url) {
    int start = UrlParts.hostStart(url);
    int path = UrlParts.authorityEnd(url, start);
    int end = UrlParts.pathEnd(url, path);
    long hash = urlHost(keys, url, start, UrlParts.hostEnd(url, start, path));
    for (int i = path; i < end; i++) {
      hash = Keys.stepExact(hash, url.charAt(i));
    }
    boolean isDirectory = end > path && url.charAt(end - 1) == '/';
    return Keys.key(hash, isDirectory ? Kind.URL_PREFIX : Kind.URL);
  }

  /** Everyone who holds the URL or a directory it is in. */
  List<Match> urls(String url) {
    int path = UrlParts.authorityEnd(url, UrlParts.hostStart(url));
    String whole = url.substring(0, UrlParts.pathEnd(url, path));
    List<Match> matches = new ArrayList<>();
    collect(urlKey(keys, whole), whole, matches);
    int directories = 0;
    for (int i = path + 1; i < whole.length() && directories < MOST_DIRECTORIES; i++) {
      if (whole.charAt(i) == '?') {
        collect(urlKey(keys, whole.substring(0, i)), whole.substring(0, i), matches);
      } else if (whole.charAt(i) == '/' && i + 1 < whole.length()) {
        collect(urlKey(keys, whole.substring(0, i + 1)), whole.substring(0, i + 1), matches);
        directories++;
      }
    }
    return matches;
  }

  /** Who holds the hash of a certificate, JA3 or JA4. */
  @Nullable Listed fingerprint(CharSequence text) {
    return first(keys.fingerprint(text));
  }

  /** Everyone who holds it. */
  List<Match> fingerprints(String text) {
    List<Match> matches = new ArrayList<>();
    collect(keys.fingerprint(text), text, matches);
    return matches;
  }

  /** Who holds the autonomous system. */
  @Nullable Listed system(long number) {
    return first(keys.system(number));
  }

  /** Everyone who holds it. */
  List<Match> systems(long number) {
    List<Match> matches = new ArrayList<>();
    collect(keys.system(number), "AS" + number, matches);
    return matches;
  }

  /** Who holds the country. */
  @Nullable Listed country(CharSequence code) {
    return first(keys.country(code));
  }

  private @Nullable Listed first(long key) {
    int place = texts.find(key);
    return place < 0 ? null : listed(texts.value(place));
  }

  private void collect(long key, String entry, List<Match> matches) {
    for (int at = texts.find(key); at >= 0; at = texts.next(at, key)) {
      matches.add(new Match(listed(texts.value(at)), entry));
    }
  }

  private Listed listed(int value) {
    return listed[Value.list(value)][Value.note(value)];
  }
}
