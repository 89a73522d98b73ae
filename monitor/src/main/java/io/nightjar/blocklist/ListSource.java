package io.nightjar.blocklist;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a list comes from, and what is said of it.
 *
 * @param name names it, lower case
 * @param url where it is fetched; null for a file
 * @param file where it stands; null for a URL
 * @param threat what it warns of
 * @param format how it is written; empty to be found out
 * @param isLocal whether it is one's own, and may hold any network and any domain
 * @param isAllow whether what it holds is never warned of
 */
public record ListSource(
    String name,
    @Nullable URI url,
    @Nullable Path file,
    Threat threat,
    Optional<ListFormat> format,
    boolean isLocal,
    boolean isAllow) {
  private static final int MOST_NAME = 64;
  private static final String EXPECTED =
      "expected NAME=URL or NAME=FILE, and behind commas any of a threat (malware, mining, scanner,"
          + " suspicious, advertisement), format=plain|hosts|csv|datarep|json|json-lines, local";

  /** Checks the name. */
  public ListSource {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a list: letters, digits, - and _, at most 64");
    }
  }

  private static boolean isName(String name) {
    boolean isName = !name.isEmpty() && name.length() <= MOST_NAME;
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean isLetter = each >= 'a' && each <= 'z';
      boolean isDigit = each >= '0' && each <= '9';
      isName &= isLetter || isDigit || each == '-' || each == '_';
    }
    return isName;
  }

  /**
   * Reads {@code NAME=URL|FILE[,threat][,format=FORMAT][,local]}.
   *
   * @throws IllegalArgumentException with what is wrong and what is expected
   */
  public static ListSource parse(String text, boolean isAllow) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("'" + text + "': " + EXPECTED);
    }
    String name = text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    List<String> parts = new ArrayList<>(List.of(text.substring(equals + 1).split(",", -1)));
    String where = parts.removeFirst().strip();
    ListSource source = at(name, where, isAllow);
    for (String part : parts) {
      source = source.with(part.strip());
    }
    return source;
  }

  private static ListSource at(String name, String where, boolean isAllow) {
    boolean isUrl = where.startsWith("http://") || where.startsWith("https://");
    if (where.isEmpty() || (where.contains("://") && !isUrl)) {
      throw new IllegalArgumentException(name + ": no http, https URL or file: " + EXPECTED);
    }
    return new ListSource(
        name,
        isUrl ? url(name, where) : null,
        isUrl ? null : Path.of(where),
        Threat.MALWARE,
        Optional.empty(),
        false,
        isAllow);
  }

  private static URI url(String name, String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(name + ": no URL (write a comma in it as %2C)");
    }
    if (url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          name + ": a URL has a host here, and neither user nor password");
    }
    return url;
  }

  /** A file of a folder: {@code NAME.txt}, or {@code NAME.local.txt} for one's own. */
  static ListSource of(Path file, boolean isAllow) {
    String[] parts = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).split("\\.", -1);
    boolean isLocal = List.of(parts).subList(1, parts.length).contains("local");
    return new ListSource(parts[0], null, file, Threat.MALWARE, Optional.empty(), isLocal, isAllow);
  }

  private ListSource with(String option) {
    if (option.equals("local")) {
      return new ListSource(name, url, file, threat, format, true, isAllow);
    }
    if (option.startsWith("format=")) {
      ListFormat chosen =
          ListFormat.of(option.substring("format=".length())).orElseThrow(() -> unknown(option));
      return new ListSource(name, url, file, threat, Optional.of(chosen), isLocal, isAllow);
    }
    Threat chosen = Threat.of(option).orElseThrow(() -> unknown(option));
    return new ListSource(name, url, file, chosen, format, isLocal, isAllow);
  }

  private IllegalArgumentException unknown(String option) {
    return new IllegalArgumentException(name + ": '" + option + "' is unknown: " + EXPECTED);
  }

  /**
   * Where it comes from, for people: what follows a question mark may be a key, and is left out.
   */
  public String text() {
    if (url == null) {
      return String.valueOf(file);
    }
    String plain = url.getScheme() + "://" + url.getAuthority() + url.getPath();
    return url.getQuery() == null ? plain : plain + "?…";
  }

  EntryRules rules() {
    return new EntryRules(isLocal, isAllow);
  }
}
