package io.nightjar.query;

import io.nightjar.flow.FlowRecord;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.Asker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Questions about the flows in memory, by bytes. */
public final class LiveFlows {
  /** What a row of {@link #list} is. */
  public static final List<Column> COLUMNS = FlowRows.LIST;

  /** What {@link #one} tells. */
  public static final List<Column> FACTS = FlowRows.ENTITY;

  private final LiveView live;

  /** Asks this live state. */
  public LiveFlows(LiveView live) {
    this.live = live;
  }

  private record Found(List<FlowRecord> heaviest, long total) {}

  /** The flows that match, heaviest first; {@code total} counts all of them. */
  public Table list(FlowFilter filter, Page page) {
    Asker asker = Asker.current();
    List<Found> found = live.ask(state -> find(state, filter, asker, page.end()));
    List<FlowRecord> merged =
        found.stream()
            .flatMap(each -> each.heaviest().stream())
            .sorted(Comparator.comparingLong(LiveFlows::bytes).reversed())
            .skip(page.offset())
            .limit(page.limit())
            .toList();
    long total = found.stream().mapToLong(Found::total).sum();
    return Tables.page(
        COLUMNS,
        merged.stream().map(FlowRows::row).toList(),
        total,
        page,
        Moments.asOf(live),
        total == 0 ? emptyNotes(filter) : List.of());
  }

  private static Found find(InterfaceState state, FlowFilter filter, Asker asker, int most) {
    if (!filter.covers(state)) {
      return new Found(List.of(), 0);
    }
    Top<io.nightjar.flow.Flow> top = new Top<>(most);
    long[] total = {0};
    state
        .flows()
        .forEach(
            flow -> {
              if (filter.matches(flow, asker)) {
                total[0]++;
                top.offer(flow, (double) flow.bytes());
              }
            });
    List<FlowRecord> copies = new ArrayList<>();
    top.items().forEach(flow -> copies.add(state.snapshot(flow)));
    return new Found(copies, total[0]);
  }

  private static List<String> emptyNotes(FlowFilter filter) {
    return filter.ip() == null
        ? List.of("no live flow matches; flows that have ended are in history: use query")
        : List.of(
            "no live flow of this host matches; list_hosts shows who is active, and flows that"
                + " have ended are in history: use query");
  }

  private static long bytes(FlowRecord flow) {
    return flow.src2dst().bytes() + flow.dst2src().bytes();
  }

  /** Everything known of one live flow; empty when it is not in memory. */
  public Optional<Entity> one(long flowId) {
    Asker asker = Asker.current();
    return live
        .ask(
            state -> {
              List<FlowRecord> one = new ArrayList<>(1);
              state
                  .flows()
                  .forEach(
                      flow -> {
                        if (flow.id() == flowId && FlowFilter.isSeen(flow, asker)) {
                          one.add(state.snapshot(flow));
                        }
                      });
              return one;
            })
        .stream()
        .flatMap(List::stream)
        .findFirst()
        .map(
            flow ->
                new Entity(
                    FACTS, FlowRows.entity(flow), Moments.asOf(live), Source.LIVE, List.of()));
  }
}
