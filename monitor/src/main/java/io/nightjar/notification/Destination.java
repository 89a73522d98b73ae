package io.nightjar.notification;

import java.net.URI;
import java.util.List;

/**
 * Where notices go, as an admin set it, without its secrets.
 *
 * @param name lower case, names it for ever
 * @param server {@code scheme://host:port}; empty for files
 * @param mail who writes to whom; {@link Mail#NONE} unless it is mail
 * @param authority PEM certificates that alone are trusted; empty for those of the machine
 * @param allowsPrivate whether its server may be on this machine or on a private network, where it
 *     may also be asked without TLS
 */
public record Destination(
    String name,
    DestinationKind kind,
    String server,
    Mail mail,
    String authority,
    boolean allowsPrivate,
    NoticeFilter filter,
    Pace pace) {
  /**
   * Who writes to whom.
   *
   * @param user whom the mail server knows; empty for nobody
   */
  public record Mail(String user, String sender, List<String> recipients) {
    /** Nobody to nobody. */
    public static final Mail NONE = new Mail("", "", List.of());

    /** Copies the list. */
    public Mail {
      recipients = List.copyOf(recipients);
    }
  }

  /** Where its server is. */
  URI at() {
    return URI.create(server);
  }

  /** The host that is asked, an IPv6 literal without its brackets. */
  String host() {
    String host = at().getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Where it goes, for people. */
  public String where() {
    return switch (kind) {
      case WEBHOOK, SLACK, TEAMS, SYSLOG -> server;
      case EMAIL -> String.join(", ", mail.recipients()) + " through " + server;
      case ECS_FILE, EVE_FILE -> LineFile.FOLDER + "/" + LineFile.name(this);
    };
  }
}
