package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.account.ServerKind;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import io.nightjar.query.Range;
import io.nightjar.query.Servers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The servers that hosts should use, and those they use. */
public final class ListExpectedServers implements Tool<ListExpectedServers.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Nullable @Argument("only these; all without it") ServerKind kind,
      @Argument(value = "use is learned from then on: ISO time, -24h", byDefault = "-24h")
          String from,
      Paging paging)
      implements Paging.InPages {}

  private final Servers servers;

  /** Answers from these. */
  public ListExpectedServers(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Card card() {
    return new Card(
        "list_expected_servers",
        "Expected servers",
        "DNS, NTP, DHCP, SMTP servers and gateways that hosts are expected to use, and suggestions learned from traffic, with requests and share.",
        """
        {"kind": "dns"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return Servers.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    Instant now = Instant.now();
    Instant from = TimeText.parse("from", arguments.from());
    if (from.isAfter(now)) {
      throw Ask.invalid("from: " + from + " is in the future", "give an earlier time");
    }
    return Pages.withCursor(
        Ask.question(() -> servers.list(arguments.kind(), new Range(from, now), page)), page);
  }
}
