package io.nightjar.app;

import io.nightjar.account.Accounts;
import io.nightjar.account.AuditLog;
import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertCatalogue;
import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alerts.AlertBook;
import io.nightjar.alerts.StoredAlerts;
import io.nightjar.asset.Inventory;
import io.nightjar.backup.BackupFolder;
import io.nightjar.backup.Backups;
import io.nightjar.blocklist.Blocklists;
import io.nightjar.capture.Capture;
import io.nightjar.capture.CaptureSource;
import io.nightjar.clickhouse.ClickHouseEndpoint;
import io.nightjar.detection.Detection;
import io.nightjar.detection.ListedTraffic;
import io.nightjar.discovery.Discovery;
import io.nightjar.dpi.DeferredDetector;
import io.nightjar.dpi.Detector;
import io.nightjar.dpi.NdpiDetector;
import io.nightjar.dpi.PortDetector;
import io.nightjar.dropin.DropIns;
import io.nightjar.dropin.LuaSandbox;
import io.nightjar.enrich.LookupData;
import io.nightjar.exclusion.Exclusions;
import io.nightjar.expected.ExpectedServersCheck;
import io.nightjar.expected.UnexpectedUse;
import io.nightjar.guide.Documentation;
import io.nightjar.guide.Guide;
import io.nightjar.history.History;
import io.nightjar.http.Authenticator;
import io.nightjar.http.Dialect;
import io.nightjar.http.HttpServer;
import io.nightjar.http.RequestLimits;
import io.nightjar.http.Route;
import io.nightjar.imports.Imports;
import io.nightjar.live.LiveLimits;
import io.nightjar.live.LiveView;
import io.nightjar.live.VisibleInterfaces;
import io.nightjar.mcp.McpEndpoint;
import io.nightjar.mcp.ServerIdentity;
import io.nightjar.natives.libc.NativeLibraryException;
import io.nightjar.natives.ndpi.DpiEngine;
import io.nightjar.net.IpAddress;
import io.nightjar.notification.Notice;
import io.nightjar.notification.Notifications;
import io.nightjar.oauth.OauthAuthenticator;
import io.nightjar.packet.PacketCounters;
import io.nightjar.policy.PolicyQuestion;
import io.nightjar.policy.PolicyRunner;
import io.nightjar.probe.ActiveMonitoring;
import io.nightjar.query.AlertExplanation;
import io.nightjar.query.Alerts;
import io.nightjar.query.HistoryQuestions;
import io.nightjar.query.Interfaces;
import io.nightjar.query.Seen;
import io.nightjar.query.SystemHealth;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Writes;
import io.nightjar.web.BackupsEndpoint;
import io.nightjar.web.ImportsEndpoint;
import io.nightjar.web.WebRoutes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * All parts, built here and nowhere else, in the order they need each other. Starting goes down
 * this file, ending goes back up.
 */
final class Monitor implements AutoCloseable {
  /** What nDPI takes for a flow and what its dissectors add, on average. */
  private static final int INSPECTED_FLOW_BYTES = 1_500;

  /** An import's flows and hosts have this part of what all others have. */
  private static final int IMPORTS_SHARE = 4;

  private final MemoryBudget memory = MemoryBudget.ofThisProcess();
  private final Telemetry telemetry = new Telemetry();
  private final RunOptions options;
  private final Accounts accounts;
  private final Backups backups;
  private final AuditLog audit;
  private final RequestLimits limits;
  private final History history;
  private final AlertBook alerts;
  private final AlertGate gate;
  private final SystemWatch watch;
  private final Exclusions exclusions;
  private final PolicyRunner policies;
  private final LookupData lookup;
  private final Blocklists blocklists;
  private final Capture capture;
  private final ExpectedServersCheck expected;
  private final Inventory inventory;
  private final Sources sources;
  private final Imports imports;
  private final Interfaces interfaces;
  private final Notifications notifications;
  private final DropIns dropIns;
  private final ActiveMonitoring monitoring;
  private final Catalogue catalogue;
  private final McpEndpoint mcp;
  private final Optional<OauthAuthenticator> oauth;
  private final HttpServer http;
  private final Optional<HttpServer> clickHouse;
  private final Optional<Accounts.FirstStart> firstStart;
  private final List<String> problems = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  Monitor(RunOptions options) throws InterruptedException {
    this.options = options;
    accounts = new Accounts(Accounts.Config.in(options.data()), InstantSource.system());
    history = history(options, telemetry);
    history.start();
    accounts.start();
    firstStart = accounts.firstStart();
    backups =
        new Backups(
            new BackupFolder(options.backups()),
            Version.text(),
            history,
            accounts::database,
            folder -> folder.toFile().getUsableSpace(),
            telemetry);
    audit = new AuditLog(accounts, options.audit(), telemetry);
    audit.start();
    limits = new RequestLimits(options.limits(), InstantSource.system(), telemetry);
    exclusions = new Exclusions(accounts::database, InstantSource.system(), telemetry);
    lookup = LookupData.open(DataDirectory.lookup(), options.localNetworks());
    problems.addAll(lookup.missing());
    AlertCatalogue types = AlertTypes.all();
    StoredAlerts stored = new StoredAlerts(history, types);
    alerts = alerts(stored);
    gate = new AlertGate(AlertSettings.USUAL, alerts, telemetry);
    gate.exclude(finding -> exclusions.silences(finding, finding.talk().orElse(null)));
    policies =
        new PolicyRunner(
            new PolicyRunner.Parts(
                accounts::database, accounts::tokens, new PolicyQuestion(history), gate),
            InstantSource.system(),
            telemetry);
    blocklists =
        new Blocklists(
            options.blocklists().in(options.data(), memory.heapBytes()),
            gate,
            InstantSource.system(),
            telemetry);
    expected =
        new ExpectedServersCheck(accounts::database, this::routers, new UnexpectedUse(telemetry));
    Detection detection =
        Detection.usual(gate).with(_ -> new ListedTraffic(blocklists.flows())).watching(expected);
    Supplier<Detector> detectors = detectors();
    sources = new Sources(options, history);
    List<CaptureSource> opened = sources.open();
    alerts.keepNothingOf(sources.storedBefore());
    problems.addAll(sources.problems());
    capture =
        new Capture(
            new Capture.Config(
                hostName(),
                options.fileWorkers(),
                LiveLimits.within(memory.heapBytes(), states(opened)),
                Duration.ofSeconds(5)),
            opened,
            lookup,
            detectors,
            detection,
            new PacketCounters(telemetry));
    inventory =
        new Inventory(
            Inventory.Config.of(hostName(), options.assetGoneAfter()),
            capture,
            lookup,
            history,
            InstantSource.system(),
            gate,
            telemetry);
    imports = imports(detectors, detection);
    LiveView live = new VisibleInterfaces(capture);
    interfaces = new Interfaces(live);
    watch = new SystemWatch(interfaces::figures, history::status, gate, InstantSource.system());
    Alerts asked = new Alerts(alerts, stored, history);
    dropIns =
        new DropIns(
            options.data().resolve("tools"),
            new HistoryQuestions(history),
            Tools.objects(live, history, lookup, interfaces, inventory, asked),
            new LuaSandbox(options.ownToolTime()),
            telemetry);
    monitoring =
        new ActiveMonitoring(
            ActiveMonitoring.Config.of(hostName(), options.probeNetworks()),
            accounts::database,
            history::offer,
            gate,
            telemetry);
    SystemHealth health =
        new SystemHealth(
            interfaces,
            history,
            backups::newest,
            imports::storedFiles,
            Version.text(),
            isPortDetection() ? "port" : "dpi",
            this::problemsNow);
    notifications =
        new Notifications(
            new Notifications.Config(options.data(), hostName()), accounts::database, telemetry);
    alerts.onChange(this::tell);
    Documentation documentation = new Documentation();
    catalogue =
        new Catalogue(
            Catalogue.Config.within(memory.heapBytes()),
            Tools.all(
                live,
                history,
                lookup,
                interfaces,
                health,
                documentation,
                accounts.trail(),
                accounts::database,
                monitoring,
                inventory,
                new Discovery(options.discovery(), telemetry),
                blocklists,
                asked,
                new AlertExplanation(history, gate.settings()),
                notifications),
            telemetry,
            audit,
            options.readOnly()
                ? Optional.empty()
                : Optional.of(new Writes(accounts::database, InstantSource.system(), telemetry)));
    Health report = new Health(interfaces, history, backups, health, audit, limits, notifications);
    mcp =
        new McpEndpoint(
            new ServerIdentity(Version.text(), "list_interfaces"),
            catalogue,
            Guide.of(catalogue, documentation, new Seen(live), report::state, asked::version),
            telemetry);
    catalogue.onChange(mcp.changes()::toolsListChanged);
    List<Route> routes = new ArrayList<>(mcp.routes());
    routes.addAll(WebRoutes.of(Version.text(), catalogue, report::report, telemetry));
    routes.addAll(new BackupsEndpoint(backups).routes());
    routes.addAll(new ImportsEndpoint(imports).routes());
    Authenticator own = Authenticator.of(accounts);
    oauth = options.oauth().map(chosen -> oauth(chosen, own));
    oauth.ifPresent(each -> routes.addAll(each.metadata().routes()));
    http =
        new HttpServer(
            httpConfig(),
            routes,
            oauth.<Authenticator>map(each -> each).orElse(own),
            Dialect.NIGHTJAR,
            limits,
            telemetry);
    clickHouse = options.clickHouseHttp().map(this::clickHouse);
    InterfaceMetrics.declare(telemetry, interfaces);
    IdentityMetrics.declare(telemetry, capture.identityCounters());
  }

  private static History history(RunOptions options, Telemetry telemetry) {
    try {
      return new History(
          new History.Config(
              options.data(),
              options.backups(),
              options.storeUrl(),
              History.Config.STORE_MAIN,
              options.spoolBytes(),
              options.retention()),
          telemetry);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--store: " + e.getMessage());
    }
  }

  /** Every change of an alert goes to history; what is awaited of it includes alerts. */
  private AlertBook alerts(StoredAlerts stored) {
    AlertBook book =
        new AlertBook(
            new AlertBook.Parts(hostName(), history::offer, () -> stored.engaged(hostName())),
            InstantSource.system(),
            telemetry);
    history.beforeFlush(book::settle);
    return book;
  }

  private Imports imports(Supplier<Detector> detectors, Detection detection) {
    return new Imports(
        new Imports.Parts(
            options.data().resolve("imports"),
            hostName(),
            LiveLimits.within(memory.heapBytes() / IMPORTS_SHARE, 1),
            lookup,
            detectors,
            detection,
            history,
            accounts::database,
            sources::isReading,
            folder -> folder.toFile().getUsableSpace()),
        telemetry);
  }

  private OauthAuthenticator oauth(OauthOptions.Chosen chosen, Authenticator own) {
    return new OauthAuthenticator(chosen.config(() -> url() + "/mcp"), own, telemetry);
  }

  private HttpServer clickHouse(InetSocketAddress address) {
    Set<String> names = new TreeSet<>(httpConfig().allowedHosts());
    names.add(address.getHostString().toLowerCase(Locale.ROOT));
    return new HttpServer(
        HttpServer.Config.at(address).allowing(names),
        new ClickHouseEndpoint(history, audit).routes(),
        Authenticator.of(accounts),
        ClickHouseEndpoint.dialect(),
        limits,
        telemetry);
  }

  private HttpServer.Config httpConfig() {
    Set<String> names = new TreeSet<>(options.allowedHosts());
    names.add(hostName().toLowerCase(Locale.ROOT));
    names.add(options.listen().getHostString().toLowerCase(Locale.ROOT));
    return HttpServer.Config.at(options.listen()).allowing(names);
  }

  /** One for each source and worker that reads it. */
  private int states(List<CaptureSource> opened) {
    return opened.stream().mapToInt(each -> each.isLive() ? 1 : options.fileWorkers()).sum();
  }

  private boolean isPortDetection() {
    return problems.stream().anyMatch(problem -> problem.startsWith("libndpi"));
  }

  private Supplier<Detector> detectors() {
    try {
      DpiEngine.check();
      long workers = Math.max(options.fileWorkers(), options.liveWorkers());
      long mostFlows = memory.nativeBytes() / 2 / INSPECTED_FLOW_BYTES / workers;
      return () -> new DeferredDetector(() -> new NdpiDetector(DpiEngine.open(), mostFlows));
    } catch (NativeLibraryException e) {
      problems.add(
          "libndpi is missing, applications are told by port: "
              + e.getMessage()
              + "; install Debian's libndpi4.2");
      return PortDetector::new;
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "nightjar";
    }
  }

  /** Of what a capture file tells of the past nobody is woken. */
  private void tell(Alert alert) {
    if (alert.capture().isEmpty()) {
      notifications.tell(Notice.of(alert));
    }
  }

  /** Asked for once all parts are built. */
  private Map<Long, List<IpAddress>> routers() {
    return inventory.routers();
  }

  void start() {
    blocklists.start();
    exclusions.start();
    backups.start();
    imports.start();
    alerts.start();
    expected.start();
    notifications.start();
    capture.start();
    monitoring.start();
    inventory.start();
    watch.start();
    http.start();
    dropIns.start(catalogue);
    clickHouse.ifPresent(HttpServer::start);
    policies.start();
    tellUrl();
  }

  private void tellUrl() {
    try {
      MonitorUrl.write(options.data(), url());
    } catch (IOException e) {
      problems.add("commands on this machine need --url and --token: " + e.getMessage());
    }
  }

  /** Where HTTP answers. */
  String url() {
    return url(options.listen(), http);
  }

  /** Where ClickHouse's interface answers, if it does. */
  Optional<String> clickHouseUrl() {
    return clickHouse.map(server -> url(options.clickHouseHttp().orElseThrow(), server));
  }

  private static String url(InetSocketAddress listen, HttpServer server) {
    String host = listen.getAddress().isAnyLocalAddress() ? hostName() : listen.getHostString();
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "http://" + shown + ":" + server.port();
  }

  Optional<Accounts.FirstStart> firstStart() {
    return firstStart;
  }

  Interfaces interfaces() {
    return interfaces;
  }

  History history() {
    return history;
  }

  /** What was found missing or wrong while the parts were built. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** The same, and what goes wrong with what is written down of calls. */
  private List<String> problemsNow() {
    List<String> all = new ArrayList<>(problems);
    audit.status().problem().ifPresent(all::add);
    all.addAll(dropIns.problems());
    oauth.flatMap(OauthAuthenticator::problem).ifPresent(all::add);
    all.addAll(monitoring.problems());
    all.addAll(blocklists.problems());
    all.addAll(notifications.problems());
    all.addAll(policies.problems());
    return all;
  }

  boolean awaitFiles() throws InterruptedException {
    return sources.awaitFiles(interfaces);
  }

  /** Ends every part; flows are recorded and stored first. Safe to call twice. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    clickHouse.ifPresent(HttpServer::close);
    policies.close();
    mcp.close();
    http.close();
    oauth.ifPresent(OauthAuthenticator::close);
    dropIns.close();
    monitoring.close();
    inventory.close();
    watch.close();
    capture.close();
    expected.close();
    imports.close();
    alerts.close();
    notifications.close();
    backups.close();
    blocklists.close();
    history.close();
    exclusions.close();
    audit.close();
    accounts.close();
    MonitorUrl.delete(options.data());
  }
}
