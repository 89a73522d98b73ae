package io.nightjar.query;

import io.nightjar.account.Database;
import io.nightjar.account.ExpectedServers;
import io.nightjar.account.ExpectedServers.Server;
import io.nightjar.account.ServerKind;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.net.Prefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers that hosts are expected to use, and those they use. */
public final class Servers {
  /** What a row is. */
  public static final List<Column> COLUMNS =
      List.of(
          Column.text("kind", "dns, ntp, dhcp, smtp or gateway"),
          Column.text("status", "expected: in a list; suggested: in use and in none"),
          Column.text("server", "address or CIDR"),
          Column.text("network", "whose hosts the list is for; null for all"),
          Column.integer("requests", "flows it answered in the range; of a gateway, led on"),
          Column.number("share_percent", "of all requests of the kind"));

  /** Servers are suggested, most used first, until this part of requests is covered. */
  private static final double ENOUGH = 0.99;

  private static final int MOST_SUGGESTED = 16;

  private final Supplier<Database> database;
  private final ServerUse use;

  /** Asks these; the database is asked for when a list is. */
  public Servers(Supplier<Database> database, History history) {
    this.database = database;
    this.use = new ServerUse(history);
  }

  /**
   * Lists and suggestions, by kind.
   *
   * @param kind only these; null for all
   * @param range whose traffic suggestions are learned from
   */
  public Table list(@Nullable ServerKind kind, Range range, Page page) {
    List<Server> expected = database.get().read(ExpectedServers::all);
    List<String> notes = new ArrayList<>();
    ServerUse.Seen seen = seen(range, notes);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ServerKind each : ServerKind.values()) {
      if (kind == null || kind == each) {
        List<Server> ofKind = expected.stream().filter(one -> one.kind() == each).toList();
        ofKind.forEach(one -> rows.add(row(one, seen.of(each))));
        suggested(each, ofKind, seen.of(each), rows, notes);
      }
    }
    if (rows.isEmpty()) {
      notes.add("nothing is set, and no use is seen in the range: give an earlier from");
    }
    List<List<@Nullable Object>> shown =
        rows.stream().skip(page.offset()).limit(page.limit()).toList();
    return new Table(
        COLUMNS,
        shown,
        rows.size(),
        page.offset() + shown.size() < rows.size(),
        null,
        Instant.now(),
        Source.HISTORY,
        notes);
  }

  /** Lists are shown while the store is away too. */
  private ServerUse.Seen seen(Range range, List<String> notes) {
    try {
      ServerUse.Seen seen = use.in(range);
      notes.addAll(seen.notes());
      return seen;
    } catch (HistoryException e) {
      notes.add("use and suggestions are not known now: " + e.getMessage());
      return new ServerUse.Seen(Map.of(), List.of());
    }
  }

  private static List<@Nullable Object> row(Server server, List<ServerUse.Used> used) {
    return row(
        server.kind(),
        "expected",
        ExpectedServers.text(server.addresses()),
        server.network().map(Prefix::toString).orElse(null),
        ServerUse.requests(used, server.addresses()),
        ServerUse.share(used, server.addresses()));
  }

  private static List<@Nullable Object> row(
      ServerKind kind,
      String status,
      String server,
      @Nullable String network,
      long requests,
      double share) {
    double percent = Math.round(share * 10_000) / 100.0;
    return Arrays.asList(ExpectedServers.text(kind), status, server, network, requests, percent);
  }

  private static void suggested(
      ServerKind kind,
      List<Server> expected,
      List<ServerUse.Used> used,
      List<List<@Nullable Object>> rows,
      List<String> notes) {
    double covered = 0;
    int servers = 0;
    for (ServerUse.Used each : used) {
      if (covered >= ENOUGH || servers == MOST_SUGGESTED) {
        break;
      }
      covered += each.share();
      servers++;
      if (expected.stream().noneMatch(one -> one.addresses().contains(each.server()))) {
        String server = each.server().toString();
        rows.add(row(kind, "suggested", server, null, each.requests(), each.share()));
      }
    }
    if (servers > 0) {
      long all = used.stream().mapToLong(ServerUse.Used::requests).sum();
      notes.add(
          "%s: %d of %d addresses answered %d %% of %d requests"
              .formatted(
                  ExpectedServers.text(kind),
                  servers,
                  used.size(),
                  Math.round(covered * 100),
                  all));
    }
  }
}
