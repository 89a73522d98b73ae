package io.nightjar.query;

import io.nightjar.dpi.ModelInstructions;
import io.nightjar.host.Host;
import io.nightjar.host.HostName;
import io.nightjar.identity.Directory;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What was seen, by the beginning of its name: for who is typing it. */
public final class Seen {
  private final LiveView live;

  /** Asks this live state. */
  public Seen(LiveView live) {
    this.live = live;
  }

  /** A host in memory. */
  private record Known(String ip, List<String> names, long bytes) {}

  /**
   * Addresses and names of hosts, those that moved most first.
   *
   * @param beginning in lower case
   */
  public List<String> hosts(String beginning, int most) {
    return find(beginning, most)
        .flatMap(
            host ->
                Stream.concat(Stream.of(host.ip()), host.names().stream()).filter(of(beginning)))
        .filter(word -> !ModelInstructions.in(word)) // who picks one puts it into a prompt
        .distinct()
        .limit(most)
        .toList();
  }

  /** Addresses of hosts whose address or name begins so, those that moved most first. */
  public List<String> addresses(String beginning, int most) {
    return find(beginning, most).map(Known::ip).distinct().limit(most).toList();
  }

  private static Predicate<String> of(String beginning) {
    return word -> word.toLowerCase(Locale.ROOT).startsWith(beginning);
  }

  private Stream<Known> find(String beginning, int most) {
    Asker asker = Asker.current();
    Predicate<String> matches = of(beginning);
    return live.ask(state -> find(state, matches, asker, most)).stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Known::bytes).reversed());
  }

  private static List<Known> find(
      InterfaceState state, Predicate<String> matches, Asker asker, int most) {
    Directory directory = state.directory();
    Top<Known> top = new Top<>(most);
    state
        .hosts()
        .forEach(
            host -> {
              if (asker.sees(host.ip())) {
                Known known = known(host, directory.names(host.ip()));
                if (matches.test(known.ip()) || known.names().stream().anyMatch(matches)) {
                  top.offer(known, (double) known.bytes());
                }
              }
            });
    return new ArrayList<>(top.items());
  }

  private static Known known(Host host, List<HostName> names) {
    IpAddress ip = host.ip();
    return new Known(ip.toString(), names.stream().map(HostName::name).toList(), host.bytes());
  }

  /** Interfaces and capture files; none for who sees only some networks. */
  public List<String> interfaces() {
    return Asker.current().isBound()
        ? List.of()
        : live.ask(InterfaceState::figures).stream()
            .map(InterfaceFigures::name)
            .distinct()
            .toList();
  }
}
