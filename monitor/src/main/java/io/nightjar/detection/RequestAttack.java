package io.nightjar.detection;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import java.util.List;
import java.util.Locale;

/**
 * Requests that carry what only attacks do, beside those nDPI knows. Texts are compared as they
 * read once escapes are undone; each look is one pass over at most a thousand characters.
 */
final class RequestAttack implements FlowCheck {
  private static final AlertType SQL = type("url_possible_sql_injection");

  static final AlertType TRAVERSAL =
      AlertType.of(
              "path_traversal",
              Entity.FLOW,
              Category.SECURITY,
              120,
              "A request climbs out of the folder a site is in")
          .client(90)
          .technique("T1190")
          .check("Look at the status and length of the answer: 200 means the file was given.");

  static final AlertType LOOKUP =
      AlertType.of(
              "jndi_lookup",
              Entity.FLOW,
              Category.SECURITY,
              150,
              "A request makes a server's log look up a name, which then loads code (Log4Shell)")
          .client(90)
          .technique("T1190")
          .check("See whether the server began LDAP, RMI or HTTP flows afterwards.");

  private static final List<String> TRAVERSALS = List.of("../../", "..\\..\\", "/etc/passwd");
  private static final List<String> STATEMENTS =
      List.of(
          "union select", "union all select", "information_schema", "' or ", "or 0=0", "or 1=1");

  private static AlertType type(String key) {
    return Risks.ALL.stream()
        .map(Risk::type)
        .filter(type -> type.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public List<AlertType> types() {
    return List.of(TRAVERSAL, LOOKUP);
  }

  @Override
  public void detected(Flow flow, Verdict verdict) {
    Application.Http http = flow.application().http();
    if (http.url().isEmpty() && http.userAgent().isEmpty()) {
      return;
    }
    String url = unescaped(http.url());
    raise(TRAVERSAL, TRAVERSALS, url, verdict);
    raise(SQL, url.indexOf('?') < 0 ? List.of() : STATEMENTS, url, verdict);
    raise(LOOKUP, List.of("${jndi:"), url + unescaped(http.userAgent()), verdict);
  }

  private static void raise(AlertType type, List<String> signs, String text, Verdict verdict) {
    for (String sign : signs) {
      if (text.contains(sign) && verdict.isNews(type)) {
        verdict.raise(type, Evidence.of("request", text), Evidence.of("sign", sign));
      }
    }
  }

  /** Lower case, with blanks for pluses, and percent escapes of ASCII undone once. */
  static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      int escaped = each == '%' && i + 2 < text.length() ? hex(text, i + 1) : -1;
      if (escaped >= ' ' && escaped < 0x7f) {
        plain.append((char) escaped);
        i += 2;
      } else {
        plain.append(each == '+' ? ' ' : each);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
