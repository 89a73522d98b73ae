package io.nightjar;

import io.nightjar.account.Accounts;
import io.nightjar.account.AuditLog;
import io.nightjar.account.Role;
import io.nightjar.guide.AnswerShelf;
import io.nightjar.guide.Completion;
import io.nightjar.guide.Documentation;
import io.nightjar.guide.Guide;
import io.nightjar.guide.MonitorShelf;
import io.nightjar.guide.Prompts;
import io.nightjar.guide.Resources;
import io.nightjar.guide.Vocabulary;
import io.nightjar.http.Authenticator;
import io.nightjar.http.Dialect;
import io.nightjar.http.HttpServer;
import io.nightjar.http.RequestLimits;
import io.nightjar.http.Route;
import io.nightjar.mcp.McpEndpoint;
import io.nightjar.mcp.ServerIdentity;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Changes;
import io.nightjar.tool.Tool;
import io.nightjar.tool.Writes;
import io.nightjar.web.HealthReport;
import io.nightjar.web.WebRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The doors of the monitor with real accounts on a free port of loopback. */
public final class TestServer implements AutoCloseable {
  /** What to answer when asked how the monitor is. */
  public static final HealthReport WELL =
      new HealthReport(
          true,
          List.of(),
          List.of(new HealthReport.Source("eth0", "running", Map.of("packets", 12L))),
          new HealthReport.Store("running", null, 0, null),
          List.of(new HealthReport.Queue("flows", 1, 10, 0)));

  private final Accounts accounts;
  private final Telemetry telemetry = new Telemetry();
  private final AuditLog audit;
  private final McpEndpoint mcp;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String viewer;
  private final WatchedShelf watched = new WatchedShelf();

  /** Starts a server of these tools whose accounts are in this folder. */
  public TestServer(Path folder, List<? extends Tool<?>> tools) {
    this(folder, tools, RequestLimits.Config.defaults(), InstantSource.system());
  }

  /** Starts a server that takes so many requests. */
  public TestServer(Path folder, List<? extends Tool<?>> tools, RequestLimits.Config limits) {
    this(folder, tools, limits, InstantSource.system());
  }

  /** The same, whose writes go by this clock. */
  public TestServer(Path folder, List<? extends Tool<?>> tools, InstantSource clock) {
    this(folder, tools, RequestLimits.Config.defaults(), clock);
  }

  private TestServer(
      Path folder,
      List<? extends Tool<?>> tools,
      RequestLimits.Config limits,
      InstantSource clock) {
    accounts = new Accounts(Accounts.Config.in(folder), InstantSource.system());
    accounts.start();
    var _ = accounts.firstStart(); // none when the folder is used again
    viewer = token(Role.VIEWER);
    audit = new AuditLog(accounts, AuditLog.Config.of(AuditLog.Reads.ALL, 1L << 30), telemetry);
    audit.start();
    Catalogue catalogue =
        new Catalogue(
            new Catalogue.Config(8, Duration.ofSeconds(5)),
            tools,
            telemetry,
            audit,
            Optional.of(new Writes(accounts::database, clock, telemetry)));
    mcp =
        new McpEndpoint(
            new ServerIdentity("0.1.0", "list_things"), catalogue, guide(catalogue), telemetry);
    List<Route> routes = new ArrayList<>(mcp.routes());
    routes.addAll(WebRoutes.of("0.1.0", catalogue, () -> WELL, telemetry));
    server =
        new HttpServer(
            HttpServer.Config.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            routes,
            Authenticator.of(accounts),
            Dialect.NIGHTJAR,
            new RequestLimits(limits, InstantSource.system(), telemetry),
            telemetry);
    server.start();
  }

  private Guide guide(Catalogue catalogue) {
    return new Guide(
        new Resources(
            List.of(
                new MonitorShelf(catalogue, new Documentation(), () -> "", () -> ""),
                AnswerShelf.hosts(catalogue),
                AnswerShelf.flows(catalogue),
                watched)),
        Prompts.ofProgram(),
        new Completion(Vocabulary.declared()));
  }

  /** Resources whose state a test sets. */
  public WatchedShelf watched() {
    return watched;
  }

  /** The accounts behind the server. */
  public Accounts accounts() {
    return accounts;
  }

  /** The figures of the server. */
  public Telemetry telemetry() {
    return telemetry;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** A new token of this role. */
  public String token(Role role) {
    String name = role.name() + "-" + accounts.tokens().size();
    return accounts.createToken("test", "admin", role, name, Optional.empty());
  }

  /** The token a test uses that does not care. */
  public String viewer() {
    return viewer;
  }

  /** A request to this path with the viewer's token. */
  public HttpRequest.Builder to(String path) {
    return bare(path).header("Authorization", "Bearer " + viewer);
  }

  /** A request to this path without a token. */
  public HttpRequest.Builder bare(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  /** The answer to a request. */
  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** An answer that is read bit by bit. */
  public HttpResponse<InputStream> open(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Whom to tell of changes. */
  public Changes changes() {
    return mcp.changes();
  }

  /** The answer to a body posted with the viewer's token. */
  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(to(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The answer to a look with the viewer's token. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path));
  }

  /** Ends open streams as a shutdown does. */
  public void endStreams() {
    mcp.close();
  }

  @Override
  public void close() {
    client.shutdownNow(); // a stream nobody reads to its end would be waited for
    mcp.close();
    server.close();
    audit.close();
    accounts.close();
  }
}
