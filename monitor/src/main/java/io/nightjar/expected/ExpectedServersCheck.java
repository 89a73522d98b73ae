package io.nightjar.expected;

import io.nightjar.account.Database;
import io.nightjar.account.ExpectedServers;
import io.nightjar.account.ExpectedServers.Server;
import io.nightjar.account.ServerKind;
import io.nightjar.detection.PacketCheck;
import io.nightjar.detection.Verdict;
import io.nightjar.flow.Flow;
import io.nightjar.lifecycle.Component;
import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.packet.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether each flow's server is one its client is expected to use, when the server first
 * answers; a DHCP server's offer and a way out of the network with the flow's first packet. Only
 * hosts of local networks are looked at, and only where a list is for them. A server in a list may
 * use others of its kind. What {@code set_expected_servers} changes counts within two seconds.
 */
public final class ExpectedServersCheck implements PacketCheck, Component {
  private static final System.Logger LOG = System.getLogger(ExpectedServersCheck.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int DHCP_SERVER = 67;
  private static final int DHCP_CLIENT = 68;

  private final Supplier<Database> database;
  private final Supplier<Map<Long, List<IpAddress>>> routersKnown;
  private final UnexpectedUse found;
  private final Thread thread = Thread.ofPlatform().name("expected-servers").unstarted(this::run);
  private volatile Expectations expectations = Expectations.NONE;
  private volatile Routers routers = Routers.NONE;

  /**
   * A check of these lists, once it is started.
   *
   * @param routersKnown addresses of routers by their MAC addresses
   */
  public ExpectedServersCheck(
      Supplier<Database> database,
      Supplier<Map<Long, List<IpAddress>>> routersKnown,
      UnexpectedUse found) {
    this.database = database;
    this.routersKnown = routersKnown;
    this.found = found;
  }

  @Override
  public void look(Flow flow, Packet packet, boolean fromClient, Verdict verdict) {
    Expectations now = expectations;
    if (now.isEmpty()) {
      flow.checkEnded();
      return;
    }
    if (flow.packets() == 1) {
      gateway(flow, now, verdict);
    }
    if (isOffer(flow)) {
      flow.checkEnded();
      IpAddress server = flow.client().ip();
      IpAddress client = flow.server().ip();
      IpAddress of = AddressScope.of(client).isGroup() ? server : client;
      compare(ServerKind.DHCP, now, of, client, server, verdict);
      return;
    }
    ServerKind kind = kind(flow.protocol(), flow.serverPort());
    if (kind == null) {
      flow.checkEnded();
    } else if (!fromClient && packet.payloadBytes() > 0) {
      flow.checkEnded();
      IpAddress client = flow.client().ip();
      if (flow.client().origin().isLocal() && !now.lists(kind).isServer(client)) {
        compare(kind, now, client, client, flow.server().ip(), verdict);
      }
    }
  }

  /** A DHCP server answers from its port to the client's, as a flow of its own (RFC 2131, 4.1). */
  private static boolean isOffer(Flow flow) {
    return flow.protocol() == UDP
        && flow.clientPort() == DHCP_SERVER
        && flow.serverPort() == DHCP_CLIENT;
  }

  private static @Nullable ServerKind kind(int protocol, int port) {
    return switch (port) {
      case 53 -> protocol == UDP || protocol == TCP ? ServerKind.DNS : null;
      case 123 -> protocol == UDP ? ServerKind.NTP : null;
      case DHCP_SERVER -> protocol == UDP ? ServerKind.DHCP : null;
      case 25, 465, 587 -> protocol == TCP ? ServerKind.SMTP : null;
      default -> null;
    };
  }

  private void compare(
      ServerKind kind,
      Expectations now,
      IpAddress host,
      IpAddress client,
      IpAddress server,
      Verdict verdict) {
    ServerLists lists = now.lists(kind);
    int list = lists.listFor(host);
    if (list != ServerLists.NONE && !lists.expects(list, server)) {
      found.tell(new UnexpectedUse.Use(kind, server, client, lists, list), verdict);
    }
  }

  /** A router whose address is not known yet is not judged. */
  private void gateway(Flow flow, Expectations now, Verdict verdict) {
    ServerLists lists = now.lists(ServerKind.GATEWAY);
    IpAddress client = flow.client().ip();
    long mac = flow.serverDevice().mac();
    if (lists.isEmpty()
        || mac == 0
        || new MacAddress(mac).isGroup()
        || !flow.client().origin().isLocal()
        || flow.server().origin().isLocal()
        || flow.server().origin().scope().isGroup()
        || lists.isServer(client)) {
      return;
    }
    Routers known = routers;
    int router = known.find(mac);
    int list = lists.listFor(client);
    if (router >= 0 && list != ServerLists.NONE && !known.isExpected(router, lists, list)) {
      IpAddress address = known.address(router);
      found.tell(new UnexpectedUse.Use(ServerKind.GATEWAY, address, client, lists, list), verdict);
    }
  }

  /** Reads the lists and the routers as they are now. */
  void refresh() {
    List<Server> entries = database.get().read(ExpectedServers::all);
    if (!expectations.isOf(entries)) {
      expectations = new Expectations(entries);
    }
    if (!expectations.lists(ServerKind.GATEWAY).isEmpty()) {
      routers = new Routers(routersKnown.get());
    }
  }

  private void run() {
    try {
      while (true) {
        refreshOrTell();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The lists of before count on while the file cannot be read. */
  private void refreshOrTell() {
    try {
      refresh();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "expected servers cannot be read", e);
    }
  }

  @Override
  public void start() {
    refreshOrTell();
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      boolean _ = thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
