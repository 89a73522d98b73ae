package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.discovery.DiscoveryException;
import io.nightjar.net.Asker;
import io.nightjar.net.Prefix;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Lan;
import io.nightjar.query.Page;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is on the local networks. */
@WithinNetworks
@WithinInterfaces
public final class DiscoverLan implements Tool<DiscoverLan.Arguments> {
  /** How. */
  public enum Mode {
    PASSIVE,
    ACTIVE
  }

  /** What can be asked. */
  public record Arguments(
      @Argument(value = "passive: who was heard; active: scan now", byDefault = "\"passive\"")
          Mode mode,
      @Nullable @Argument("only this CIDR; active: within those allowed") String network,
      @Argument(
              value = "passive: heard in so many seconds",
              byDefault = "300",
              min = 1,
              max = 604_800)
          Integer withinS,
      Paging paging)
      implements Paging.InPages {}

  private interface Question {
    Answer answer() throws InterruptedException;
  }

  private final Lan lan;

  /** Answers from this. */
  public DiscoverLan(Lan lan) {
    this.lan = lan;
  }

  @Override
  public Card card() {
    return new Card(
        "discover_lan",
        "Discover the LAN",
        "Who is on the local networks: address, MAC, names, maker, type, OS, services. Mode active sends ARP, IPv6 echo, mDNS, UPnP and NetBIOS questions, if the configuration allows the network; what is found stays in the inventory.",
        """
        {"mode": "passive"}""",
        Role.ANALYST,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return Lan.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    String text = arguments.network();
    @Nullable Prefix network = text == null || text.isBlank() ? null : Ask.network(text);
    if (arguments.mode() == Mode.PASSIVE) {
      Duration within = Duration.ofSeconds(arguments.withinS());
      return asked(() -> Pages.withCursor(lan.heard(within, network, page), page));
    }
    if (Asker.current().isBound()) {
      throw new ToolProblem(
          ToolProblem.Kind.FORBIDDEN,
          "a token bound to networks or interfaces may not scan",
          "use mode passive, or another token");
    }
    return asked(
        () -> {
          List<Prefix> networks = lan.allowed(Optional.ofNullable(network));
          return Pages.withCursor(lan.asked(networks, page), page);
        });
  }

  private static Answer asked(Question question) throws ToolProblem {
    try {
      return Ask.question(
          () -> {
            try {
              return question.answer();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
              throw new DiscoveryException("the scan was given up", "call again");
            }
          });
    } catch (DiscoveryException e) {
      throw new ToolProblem(ToolProblem.Kind.UNAVAILABLE, e.message(), e.hint());
    }
  }
}
