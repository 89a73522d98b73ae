package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Severity;
import io.nightjar.net.Prefix;
import io.nightjar.net.UntrustedText;
import io.nightjar.notification.Destination;
import io.nightjar.notification.DestinationKind;
import io.nightjar.notification.DestinationRequest;
import io.nightjar.notification.Destinations;
import io.nightjar.notification.NoticeFilter;
import io.nightjar.notification.NotificationException;
import io.nightjar.notification.Notifications;
import io.nightjar.notification.Pace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has a destination told of alerts. */
public final class AddNotification implements WriteTool<AddNotification.Arguments> {
  /** What can be set. */
  public record Arguments(
      @Argument(value = "of the destination: a-z, 0-9, dots, hyphens", required = true) String name,
      @Argument(value = "how it is told", required = true) DestinationKind kind,
      @Nullable @Argument("webhook, slack, teams: the URL posted to; never shown again")
          String secretUrl,
      @Nullable
          @Argument(
              "webhook: key of its signatures, 16 characters or more; email: password of user")
          String secret,
      @Nullable @Argument("syslog: tls://HOST or tcp://HOST; email: smtps://HOST or smtp://HOST")
          String server,
      @Nullable @Argument("email: whom the server knows") String user,
      @Nullable @Argument("email: address it comes from") String sender,
      @Argument(value = "email: addresses it goes to", byDefault = "[]") List<String> recipients,
      @Nullable @Argument("certificates to trust instead of the machine's, PEM") String ca,
      @Argument(
              value = "its server may be on this machine or a private network, also without TLS",
              byDefault = "false")
          Boolean allowPrivate,
      @Argument(value = "least severity told", byDefault = "\"warning\"") Severity leastSeverity,
      @Argument(value = "only these: security, network, policy, system", byDefault = "[]")
          List<String> categories,
      @Argument(value = "only about these, such as host or flow", byDefault = "[]")
          List<String> entities,
      @Argument(value = "only of addresses in these CIDRs", byDefault = "[]") List<String> networks,
      @Argument(value = "only alerts of these keys", byDefault = "[]") List<String> alerts,
      @Argument(
              value = "how long news waits for more",
              byDefault = "10",
              min = 0,
              max = Pace.MOST_BATCH_SECONDS)
          Integer batchSeconds,
      @Argument(value = "told at once at most", byDefault = "50", min = 1, max = Pace.MOST_BATCH)
          Integer batchMost,
      @Argument(
              value = "told in a minute at most; more is only counted",
              byDefault = "60",
              min = 1,
              max = Pace.MOST_PER_MINUTE)
          Integer mostPerMinute,
      Writing writing) {}

  private static final int MOST_LISTED = 64;

  private final Notifications notifications;

  /** Seals secrets with these. */
  public AddNotification(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  public Card card() {
    return new Card(
        "add_notification",
        "Add notification",
        "Has alerts told to a webhook, Slack, Teams, syslog server, mail address or file. test_notification then shows whether it works.",
        """
        {"name": "siem", "kind": "ecs_file", "least_severity": "notice", "reason": "our SIEM reads it"}""",
        Role.ADMIN,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature("remove_notification", false, false, true);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public Writing writing(Arguments arguments) {
    return arguments.writing();
  }

  @Override
  public Change plan(Connection connection, Arguments arguments) throws ToolProblem, SQLException {
    DestinationRequest request = request(arguments);
    Destination added = destination(request);
    if (Destinations.find(connection, added.name()).isPresent()) {
      throw Ask.invalid(
          "name: there is a notification " + added.name() + " already",
          "choose another name, or call remove_notification first");
    }
    if (Destinations.count(connection) >= Destinations.MOST) {
      throw Ask.invalid(
          "there are " + Destinations.MOST + " notifications, the most there may be",
          "remove one with remove_notification");
    }
    return new Change(
        added.name(),
        "alerts are told to "
            + DestinationText.of(added)
            + (added.allowsPrivate() ? "; its server may be on a private network" : ""),
        Json.object().put("name", added.name()),
        writing ->
            Destinations.insert(
                writing, added, notifications.seal(added.name(), request.secrets())));
  }

  private static Destination destination(DestinationRequest request) throws ToolProblem {
    try {
      return request.destination();
    } catch (NotificationException e) {
      throw Ask.invalid(e.message(), e.hint());
    }
  }

  private static DestinationRequest request(Arguments given) throws ToolProblem {
    NoticeFilter filter =
        new NoticeFilter(
            given.leastSeverity(),
            choices("categories", given.categories(), Category.values()),
            choices("entities", given.entities(), Entity.values()),
            networks(given.networks()),
            keys(given.alerts()));
    return new DestinationRequest(
        given.name(),
        given.kind(),
        text(given.secretUrl()),
        text(given.secret()),
        text(given.server()),
        new Destination.Mail(text(given.user()), text(given.sender()), given.recipients()),
        text(given.ca()),
        given.allowPrivate(),
        filter,
        new Pace(given.batchSeconds(), given.batchMost(), given.mostPerMinute()));
  }

  private static String text(@Nullable String given) {
    return Optional.ofNullable(given).orElse("");
  }

  private static <E extends Enum<E>> Set<E> choices(String argument, List<String> texts, E[] all)
      throws ToolProblem {
    Set<E> chosen = new LinkedHashSet<>();
    for (String text : texts) {
      chosen.add(
          Arrays.stream(all)
              .filter(each -> each.name().equalsIgnoreCase(text.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      Ask.invalid(
                          argument + ": '" + UntrustedText.clean(text, 64) + "' came",
                          "expected some of " + names(all))));
    }
    return chosen;
  }

  private static <E extends Enum<E>> String names(E[] all) {
    return String.join(
        ", ", Arrays.stream(all).map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static List<Prefix> networks(List<String> texts) throws ToolProblem {
    bounded("networks", texts);
    List<Prefix> networks = new ArrayList<>();
    for (String text : texts) {
      try {
        networks.add(Prefix.parse(text));
      } catch (IllegalArgumentException _) {
        throw Ask.invalid(
            "networks: '" + UntrustedText.clean(text, 64) + "' is no network",
            "pass networks like 10.0.0.0/8 or 2001:db8::/32");
      }
    }
    return networks;
  }

  private static Set<String> keys(List<String> texts) throws ToolProblem {
    bounded("alerts", texts);
    for (String text : texts) {
      if (!text.matches("[a-z][a-z0-9_]{0,63}")) {
        throw Ask.invalid(
            "alerts: '" + UntrustedText.clean(text, 64) + "' is no key of an alert",
            "pass keys in lower snake case, such as port_scan");
      }
    }
    return Set.copyOf(texts);
  }

  private static void bounded(String argument, List<String> texts) throws ToolProblem {
    if (texts.size() > MOST_LISTED) {
      throw Ask.invalid(argument + ": " + texts.size() + " came", "pass at most " + MOST_LISTED);
    }
  }
}
