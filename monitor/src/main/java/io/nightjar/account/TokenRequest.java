package io.nightjar.account;

import io.nightjar.net.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token somebody wants.
 *
 * @param role what it allows at most
 * @param name what it is for; no two valid tokens of a user share one
 * @param ttl how long it works; empty for as long as nobody ends it
 * @param networks the only networks whose rows its holder sees; empty for all
 * @param interfaces the only interfaces and capture files whose rows its holder sees; empty for all
 */
public record TokenRequest(
    String user,
    Role role,
    String name,
    Optional<Duration> ttl,
    List<Prefix> networks,
    List<String> interfaces) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");

  /** As names of files may be, without what would not stay on one line. */
  private static final Pattern INTERFACE = Pattern.compile("[^\\p{Cntrl},]{1,255}");

  /** Each adds to the condition of every table a query reads. */
  private static final int MOST = 64;

  /** Checks names and numbers. */
  public TokenRequest {
    if (!NAME.matcher(name).matches()) {
      throw new AccountException(
          "token name: 1 to 64 letters, digits, dots, hyphens and underscores, got \""
              + name
              + "\"");
    }
    checkCount("networks", "name larger ones", networks);
    checkCount("interfaces", "leave them out for all", interfaces);
    for (String each : interfaces) {
      if (!INTERFACE.matcher(each).matches()) {
        throw new AccountException(
            "interface: the name of an interface or capture file as list_interfaces gives it, got \""
                + each.replaceAll("\\p{Cntrl}", "?")
                + "\"");
      }
    }
  }

  private static void checkCount(String what, String hint, List<?> items) {
    if (items.size() > MOST) {
      throw new AccountException(
          "a token is bound to at most %d %s, got %d: %s"
              .formatted(MOST, what, items.size(), hint));
    }
  }

  /** The token, made now. */
  Token token(Instant now) {
    return new Token(
        0,
        user,
        name,
        role,
        now,
        ttl.map(now::plus),
        Optional.empty(),
        false,
        networks,
        interfaces);
  }

  /** What an audit row says of it. */
  String described(Instant now) {
    return role
        + ttl.map(now::plus).map(end -> ", expires " + end).orElse(", never expires")
        + (networks.isEmpty() ? "" : ", sees only " + networks)
        + (interfaces.isEmpty() ? "" : ", sees only interfaces " + interfaces);
  }
}
