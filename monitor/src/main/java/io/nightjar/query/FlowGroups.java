package io.nightjar.query;

import io.nightjar.flow.Flow;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.Asker;
import io.nightjar.net.IpProtocolNames;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Live flows in groups: every matching flow is counted, whatever the page shows. */
public final class FlowGroups {
  /** What groups are of. */
  public enum By {
    HOST(flow -> flow.client().ip().toString()),
    COUNTRY(flow -> remote(flow).origin().country()),
    DESTINATION(flow -> flow.server().ip().toString()),
    SOURCE(flow -> flow.client().ip().toString()),
    CONVERSATION(flow -> flow.client().ip() + " -> " + flow.server().ip()),
    APPLICATION(flow -> flow.application().name()),
    PROTOCOL(flow -> IpProtocolNames.of(flow.protocol())),
    CATEGORY(flow -> flow.application().category()),
    ASN(flow -> asn(remote(flow).origin())),
    PORT(flow -> IpProtocolNames.of(flow.protocol()) + "/" + flow.serverPort()),
    DOMAIN(flow -> flow.application().domainName());

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final transient Function<Flow, String> key;

    By(Function<Flow, String> key) {
      this.key = key;
    }

    /** Whether group names are text from the network. */
    public boolean isUntrusted() {
      return this == DOMAIN;
    }
  }

  /** What groups are ordered by. */
  public enum Metric {
    BYTES(group -> group.bytes),
    PACKETS(group -> group.packets),
    FLOWS(group -> group.flows),
    SCORE(group -> group.score);

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final transient ToLongFunction<Group> value;

    Metric(ToLongFunction<Group> value) {
      this.value = value;
    }
  }

  private static final class Group {
    private long flows;
    private long alerted;
    private long bytes;
    private long packets;
    private long score;

    void add(Flow flow) {
      flows++;
      alerted += flow.application().score() > 0 ? 1 : 0;
      bytes += flow.bytes();
      packets += flow.packets();
      score += flow.application().score();
    }

    Group plus(Group other) {
      flows += other.flows;
      alerted += other.alerted;
      bytes += other.bytes;
      packets += other.packets;
      score += other.score;
      return this;
    }
  }

  private final LiveView live;

  /** Asks this live state. */
  public FlowGroups(LiveView live) {
    this.live = live;
  }

  /** What a row is. */
  public static List<Column> columns(By by) {
    String about = "the group; empty where the flow has none";
    return List.of(
        by.isUntrusted() ? Column.untrusted("key", about) : Column.text("key", about),
        Column.integer("flows", "live flows"),
        Column.integer("alerted", "of them with a risk"),
        Column.integer("bytes", "frame bytes, both ways"),
        Column.integer("packets", "both ways"),
        Column.integer("score", "sum of the risks' scores"));
  }

  /** The groups of all flows that match, largest first. */
  public Table groups(FlowFilter filter, By by, Metric metric, Page page) {
    Map<String, Group> groups = new HashMap<>();
    Asker asker = Asker.current();
    live.ask(state -> groupsOf(state, filter, asker, by))
        .forEach(part -> part.forEach((key, group) -> groups.merge(key, group, Group::plus)));
    List<List<@Nullable Object>> rows =
        groups.entrySet().stream()
            .sorted(
                Map.Entry.<String, Group>comparingByValue(
                        (one, other) ->
                            Long.compare(
                                metric.value.applyAsLong(other), metric.value.applyAsLong(one)))
                    .thenComparing(Map.Entry.comparingByKey()))
            .skip(page.offset())
            .limit(page.limit())
            .map(entry -> row(entry.getKey(), entry.getValue()))
            .toList();
    List<String> notes =
        groups.isEmpty()
            ? List.of("no live flow matches; flows that have ended are in history: use query")
            : List.of();
    return Tables.page(columns(by), rows, groups.size(), page, Moments.asOf(live), notes);
  }

  private static Map<String, Group> groupsOf(
      InterfaceState state, FlowFilter filter, Asker asker, By by) {
    Map<String, Group> groups = new HashMap<>();
    if (filter.covers(state)) {
      state
          .flows()
          .forEach(
              flow -> {
                if (filter.matches(flow, asker)) {
                  groups.computeIfAbsent(by.key.apply(flow), _ -> new Group()).add(flow);
                  if (by == By.HOST) {
                    groups
                        .computeIfAbsent(flow.server().ip().toString(), _ -> new Group())
                        .add(flow);
                  }
                }
              });
    }
    return groups;
  }

  private static List<@Nullable Object> row(String key, Group group) {
    return Arrays.asList(key, group.flows, group.alerted, group.bytes, group.packets, group.score);
  }

  /** The end of the flow that is not local; the server where that does not tell. */
  private static io.nightjar.host.Host remote(Flow flow) {
    return flow.server().origin().isLocal() && !flow.client().origin().isLocal()
        ? flow.client()
        : flow.server();
  }

  private static String asn(io.nightjar.host.Origin origin) {
    return origin.asn() == 0 ? "" : origin.asn() + " " + origin.asnName();
  }
}
