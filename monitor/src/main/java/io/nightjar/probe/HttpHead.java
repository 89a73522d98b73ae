package io.nightjar.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status and headers of an HTTP/1 answer (RFC 9112).
 *
 * @param headers by name in lower case, the first of each
 */
record HttpHead(int status, Map<String, String> headers) {
  private static final int MOST_BYTES = 16_384;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");

  /**
   * Reads to the empty line.
   *
   * @throws NoAnswer when it is no HTTP, or longer than heads are
   */
  static HttpHead read(InputStream in) throws IOException, NoAnswer {
    StringBuilder text = new StringBuilder();
    for (int end = 0; end < 2; ) {
      int next = in.read();
      if (next < 0) {
        throw NoAnswer.down(text.isEmpty() ? "closed without an answer" : notHttp(text));
      }
      if (text.length() >= MOST_BYTES) {
        throw NoAnswer.down("answered with headers of more than " + MOST_BYTES + " bytes");
      }
      text.append((char) next);
      end = next == '\n' ? end + 1 : next == '\r' ? end : 0;
      if (end == 1
          && !STATUS.matcher(text.toString().strip().lines().findFirst().orElse("")).matches()) {
        throw NoAnswer.down(notHttp(text));
      }
    }
    return of(text.toString().lines().toList());
  }

  private static String notHttp(CharSequence text) {
    byte[] latin = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    String shown = HostName.shown(new String(latin, StandardCharsets.ISO_8859_1).strip());
    return "answered, but not in HTTP: '" + shown + "'";
  }

  private static HttpHead of(List<String> lines) throws NoAnswer {
    Matcher status = STATUS.matcher(lines.getFirst());
    if (!status.matches()) {
      throw NoAnswer.down(notHttp(lines.getFirst()));
    }
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return new HttpHead(Integer.parseInt(status.group(1)), headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  boolean isInformational() {
    return status < 200;
  }

  boolean isRedirect() {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> headers.containsKey("location");
      default -> false;
    };
  }
}
