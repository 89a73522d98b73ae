package io.nightjar.blocklist;

import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** A line that begins with an entry, or is one of a hosts file. */
final class PlainLine {
  private static final String BLANKS = " \t";

  /** What hosts files give as the address of names nobody shall reach. */
  private static final List<String> NOWHERE = List.of("0.0.0.0", "127.0.0.1", "::1", "::");

  /** Names that every hosts file has. */
  private static final Set<String> OWN_NAMES =
      Set.of(
          "0.0.0.0",
          "broadcasthost",
          "ip6-allhosts",
          "ip6-allnodes",
          "ip6-allrouters",
          "ip6-localhost",
          "ip6-localnet",
          "ip6-loopback",
          "ip6-mcastprefix",
          "local",
          "localhost",
          "localhost.localdomain");

  private PlainLine() {}

  /** Whether nothing of the line counts. */
  static boolean isComment(String line) {
    return line.startsWith("#")
        || line.startsWith(";")
        || line.startsWith("!")
        || line.startsWith("//")
        || line.startsWith("[Adblock");
  }

  /** Whether it says that a name is nowhere. */
  static boolean isOfHosts(String line) {
    StringTokenizer words = new StringTokenizer(line, BLANKS);
    return words.countTokens() > 1 && NOWHERE.contains(words.nextToken());
  }

  /** Reads a line with an entry. */
  static void read(long line, String text, EntrySink sink) {
    String body = text.strip();
    int end = wordEnd(body);
    String word = body.substring(0, end);
    String rest = body.substring(end).strip();
    @Nullable Indicator range = range(word, rest);
    if (range != null) {
      sink.give(line, text, range, "");
      return;
    }
    Indicator indicator = IndicatorText.read(word, false);
    sink.give(line, text, indicator, note(word, indicator, rest));
  }

  private static int wordEnd(String text) {
    int at = 0;
    while (at < text.length() && BLANKS.indexOf(text.charAt(at)) < 0 && text.charAt(at) != '#') {
      at++;
    }
    return at;
  }

  /** {@code first - last} and {@code first last}. */
  private static @Nullable Indicator range(String word, String rest) {
    if (rest.isEmpty() || !Character.isLetterOrDigit(word.charAt(0))) {
      return null;
    }
    String last = rest.startsWith("-") ? rest.substring(1).strip() : rest;
    try {
      return IndicatorText.span(word, last.substring(0, wordEnd(last)));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** A port is no part of an address, but worth knowing. */
  private static String note(String word, Indicator indicator, String rest) {
    String said = rest.startsWith("#") ? rest.substring(1).strip() : rest;
    int colon = word.lastIndexOf(':');
    boolean hasPort =
        indicator instanceof Indicator.Network
            && colon > 0
            && (word.indexOf(':') == colon || word.charAt(colon - 1) == ']');
    String port = hasPort ? "port " + word.substring(colon + 1) : "";
    return port.isEmpty() || said.isEmpty() ? port + said : port + ", " + said;
  }

  /** Reads a line of a hosts file. */
  static void readHosts(long line, String text, EntrySink sink) {
    int comment = text.indexOf('#');
    String body = comment < 0 ? text : text.substring(0, comment);
    StringTokenizer words = new StringTokenizer(body, BLANKS);
    if (words.countTokens() < 2) {
      sink.wrong(line, text, "no address and name");
      return;
    }
    words.nextToken();
    while (words.hasMoreTokens()) {
      String name = words.nextToken();
      if (!OWN_NAMES.contains(name)) {
        sink.give(line, text, IndicatorText.read(name, true), "");
      }
    }
  }
}
