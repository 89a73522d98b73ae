package io.nightjar.notification;

import io.nightjar.net.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A destination as an admin asks for it; empty texts are what was not given.
 *
 * @param secretUrl where HTTP posts to
 * @param secret a webhook's key, a mail user's password
 * @param authority PEM certificates
 */
public record DestinationRequest(
    String name,
    DestinationKind kind,
    String secretUrl,
    String secret,
    String server,
    Destination.Mail mail,
    String authority,
    boolean allowsPrivate,
    NoticeFilter filter,
    Pace pace) {
  private static final Predicate<String> NAME =
      Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}").asMatchPredicate();
  private static final Predicate<String> MAIL_ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}")
          .asMatchPredicate();
  private static final int MOST_RECIPIENTS = 32;
  private static final int LONGEST_URL = 2_048;
  private static final int SHORTEST_KEY = 16;
  private static final int LONGEST_SECRET = 256;
  private static final int LONGEST_AUTHORITY = 32_768;
  private static final Map<String, Integer> PORTS =
      Map.of("https", 443, "http", 80, "tls", 6514, "tcp", 601, "smtps", 465, "smtp", 587);

  /** Without TLS from the first byte to the last. */
  static final Set<String> PLAIN = Set.of("http", "tcp");

  /**
   * The destination.
   *
   * @throws NotificationException when something is missing, wrong, or not for this kind
   */
  public Destination destination() {
    require(NAME.test(name), "name: expected 1 to 32 of a-z, 0-9, dot, hyphen and underscore");
    if (!authority.isEmpty()) {
      checkAuthority();
    }
    return new Destination(
        name,
        kind,
        checkedServer(),
        kind == DestinationKind.EMAIL ? checkedMail() : checkedNoMail(),
        authority,
        allowsPrivate,
        filter,
        pace);
  }

  /** What of it is never shown. */
  public Secrets secrets() {
    return new Secrets(secretUrl, secret);
  }

  private String checkedServer() {
    checkSecrets();
    return switch (kind) {
      case WEBHOOK, SLACK, TEAMS -> {
        require(server.isEmpty(), "server: a " + kind.text() + " is at its secret_url");
        yield origin("secret_url", secretUrl, Set.of("https", "http"));
      }
      case SYSLOG -> whole(origin("server", server, Set.of("tls", "tcp")));
      case EMAIL -> whole(origin("server", server, Set.of("smtps", "smtp")));
      case ECS_FILE, EVE_FILE -> {
        require(
            server.isEmpty() && authority.isEmpty() && !allowsPrivate,
            "server, ca, allow_private: a file has none");
        yield "";
      }
    };
  }

  private void checkSecrets() {
    require(kind.isHttp() == !secretUrl.isEmpty(), secretUrlRule());
    require(isPrintable(secretUrl) && secretUrl.length() <= LONGEST_URL, "secret_url: no URL");
    require(
        secret.length() <= LONGEST_SECRET && secret.chars().noneMatch(Character::isISOControl),
        "secret: expected at most " + LONGEST_SECRET + " characters on one line");
    switch (kind) {
      case WEBHOOK ->
          require(
              secret.length() >= SHORTEST_KEY,
              "secret: a webhook needs a key of at least 16 characters, which signs what it gets");
      case EMAIL ->
          require(
              secret.isEmpty() == mail.user().isEmpty(),
              "user, secret: a mail user and its password come together");
      case SLACK, TEAMS, SYSLOG, ECS_FILE, EVE_FILE ->
          require(secret.isEmpty(), "secret: " + kind.text() + " takes none");
    }
  }

  private String secretUrlRule() {
    return kind.isHttp()
        ? "secret_url is missing: where a " + kind.text() + " is posted to, https://…"
        : "secret_url: " + kind.text() + " takes none";
  }

  /** Scheme, host and port of a URL. */
  private String origin(String argument, String url, Set<String> schemes) {
    String expected =
        argument
            + ": expected "
            + String.join(" or ", schemes.stream().sorted().toList())
            + "://HOST[:PORT], host and port as they are, no user, no fragment";
    try {
      URI uri = new URI(url);
      require(uri.getScheme() != null && uri.getHost() != null, expected);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean isWhole =
          schemes.contains(scheme)
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && uri.getPort() != 0
              && uri.getPort() <= 65_535;
      require(isWhole, expected);
      require(
          allowsPrivate || !PLAIN.contains(scheme),
          argument
              + ": "
              + scheme
              + " is not encrypted; it needs allow_private and a private"
              + " address");
      checkLiteral(uri.getHost(), PLAIN.contains(scheme));
      int port = uri.getPort() < 0 ? PORTS.getOrDefault(scheme, 0) : uri.getPort();
      return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    } catch (URISyntaxException _) {
      throw refused(expected);
    }
  }

  /** An address is checked now, a name whenever it is asked. */
  private void checkLiteral(String host, boolean isPlain) {
    if (host.matches("\\[.*]|[0-9.]+")) {
      try {
        IpAddress address = IpAddress.parse(host.replaceAll("[\\[\\]]", ""));
        NameLookup.check(address, allowsPrivate, isPlain);
      } catch (IllegalArgumentException _) {
        throw refused(host + " is neither name nor address");
      }
    }
  }

  private String whole(String origin) {
    String path = URI.create(server).getRawSchemeSpecificPart();
    require(
        !path.substring(2).contains("/") && !path.contains("?"),
        "server: nothing may follow host and port");
    return origin;
  }

  private Destination.Mail checkedMail() {
    require(
        MAIL_ADDRESS.test(mail.sender()), "sender: expected an address like nightjar@example.org");
    List<String> to = mail.recipients();
    require(
        !to.isEmpty() && to.size() <= MOST_RECIPIENTS && to.stream().allMatch(MAIL_ADDRESS),
        "recipients: expected 1 to 32 addresses like soc@example.org");
    require(
        mail.user().length() <= LONGEST_SECRET && isPrintable(mail.user()),
        "user: expected printable ASCII");
    return mail;
  }

  private Destination.Mail checkedNoMail() {
    require(
        mail.equals(Destination.Mail.NONE),
        "user, sender, recipients: only email takes them, not " + kind.text());
    return Destination.Mail.NONE;
  }

  private void checkAuthority() {
    try {
      require(authority.length() <= LONGEST_AUTHORITY, "ca: more than 32768 characters");
      Trust.in(authority);
    } catch (IllegalArgumentException _) {
      throw refused("ca: expected certificates in PEM, -----BEGIN CERTIFICATE-----");
    }
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(each -> each > ' ' && each < 0x7f);
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw refused(expected);
    }
  }

  private static NotificationException refused(String expected) {
    return new NotificationException(expected, "docs/notifications.md has a call for each kind");
  }
}
