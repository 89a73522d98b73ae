package io.nightjar.tool;

import io.nightjar.account.ExpectedServers;
import io.nightjar.account.ExpectedServers.Server;
import io.nightjar.account.Role;
import io.nightjar.account.ServerKind;
import io.nightjar.net.Prefix;
import io.nightjar.net.UntrustedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Replaces one list of expected servers. */
public final class SetExpectedServers implements WriteTool<SetExpectedServers.Arguments> {
  /** What can be set. */
  public record Arguments(
      @Argument(value = "what they are for", required = true) ServerKind kind,
      @Argument(
              value = "addresses or CIDRs that replace the list, at most 256 a kind; [] for none",
              required = true)
          List<String> servers,
      @Nullable @Argument("CIDR whose hosts the list is for; all without it") String network,
      Writing writing) {}

  private static final String NAME = "set_expected_servers";
  private static final int SHOWN = 8;

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Set expected servers",
        "Replaces the list of servers of one kind that hosts are expected to use, everywhere or in a network. list_expected_servers shows the lists and what is in use.",
        """
        {"kind": "dns", "servers": ["192.0.2.53"], "reason": "our resolvers"}""",
        Role.ANALYST,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature(NAME, true, true, false);
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
    Optional<Prefix> network = network(arguments.network());
    Set<Prefix> wanted = servers(arguments.servers());
    List<Server> all = ExpectedServers.all(connection);
    Predicate<Server> isKind = server -> server.kind() == arguments.kind();
    Predicate<Server> isReplaced = isKind.and(server -> server.network().equals(network));
    long others = all.stream().filter(isKind.and(isReplaced.negate())).count();
    if (others + wanted.size() > ExpectedServers.MOST_OF_A_KIND) {
      throw Ask.invalid(
          "servers: %d came, and other networks have %d of this kind"
              .formatted(wanted.size(), others),
          "there are at most 256 of a kind: name ranges in CIDR form");
    }
    List<Prefix> former = all.stream().filter(isReplaced).map(Server::addresses).toList();
    return new Change(
        subject(arguments.kind(), network),
        effect(arguments.kind(), network, former, wanted),
        undo(arguments.kind(), network, former),
        writing ->
            ExpectedServers.replace(writing, arguments.kind(), network, new ArrayList<>(wanted)));
  }

  private static Optional<Prefix> network(@Nullable String text) throws ToolProblem {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(prefix("network", text, "a network like 10.0.0.0/8 or 2001:db8::/32"));
  }

  private static Set<Prefix> servers(List<String> texts) throws ToolProblem {
    Set<Prefix> servers = new LinkedHashSet<>();
    for (String text : texts) {
      servers.add(prefix("servers", text, "addresses or CIDRs like 192.0.2.53, 2001:db8::/64"));
    }
    return servers;
  }

  private static Prefix prefix(String argument, String text, String expected) throws ToolProblem {
    try {
      return Prefix.parse(text);
    } catch (IllegalArgumentException _) {
      throw Ask.invalid(
          argument + ": '" + UntrustedText.clean(text, 64) + "' is neither address nor CIDR",
          "pass " + expected);
    }
  }

  private static String subject(ServerKind kind, Optional<Prefix> network) {
    return ExpectedServers.text(kind) + network.map(where -> " in " + where).orElse("");
  }

  private static String effect(
      ServerKind kind, Optional<Prefix> network, List<Prefix> former, Set<Prefix> wanted) {
    String which =
        "expected %s servers of %s"
            .formatted(
                ExpectedServers.text(kind),
                network.map(where -> "hosts in " + where).orElse("all hosts"));
    if (Set.copyOf(former).equals(wanted)) {
      return which + " stay " + shown(former) + ": nothing changes";
    }
    return which + " become " + shown(List.copyOf(wanted)) + ", so far " + shown(former);
  }

  private static String shown(List<Prefix> servers) {
    if (servers.isEmpty()) {
      return "none";
    }
    String first =
        servers.stream().limit(SHOWN).map(ExpectedServers::text).collect(Collectors.joining(", "));
    int more = servers.size() - SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static ObjectNode undo(ServerKind kind, Optional<Prefix> network, List<Prefix> former) {
    ObjectNode undo = Json.object().put("kind", ExpectedServers.text(kind));
    former.stream().map(ExpectedServers::text).forEach(undo.putArray("servers")::add);
    network.ifPresent(where -> undo.put("network", where.toString()));
    return undo;
  }
}
