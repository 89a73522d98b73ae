package io.nightjar.mcp;

import io.nightjar.account.Accounts;
import io.nightjar.account.CallAudit;
import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.http.Authenticator;
import io.nightjar.http.HttpServer;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Writes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoint for the conformance suite, which cannot send a token: here, and only here, whoever
 * asks is an analyst.
 */
final class ConformanceServer implements AutoCloseable {
  private final McpEndpoint endpoint;
  private final HttpServer server;

  private final Accounts accounts;

  /** A server whose accounts, of which it has none, are in this folder. */
  ConformanceServer(Path folder) {
    Telemetry telemetry = new Telemetry();
    accounts = new Accounts(Accounts.Config.in(folder), InstantSource.system());
    accounts.start();
    endpoint =
        new McpEndpoint(
            new ServerIdentity("0.1.0", "test_simple_text"),
            new Catalogue(
                Catalogue.Config.defaults(),
                ConformanceTools.all(this::toolsChanged),
                telemetry,
                CallAudit.NONE,
                Optional.of(new Writes(accounts::database, InstantSource.system(), telemetry))),
            ConformanceGuide.guide(),
            telemetry,
            Map.of(ConformanceTools.NEEDS_SAMPLING, Set.of("sampling")));
    server =
        new HttpServer(
            HttpServer.Config.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            endpoint.routes(),
            new Everybody(),
            InstantSource.system(),
            telemetry);
    server.start();
  }

  private void toolsChanged() {
    endpoint.changes().toolsListChanged();
  }

  String url() {
    return "http://127.0.0.1:" + server.port() + "/mcp";
  }

  @Override
  public void close() {
    endpoint.close();
    server.close();
    accounts.close();
  }

  private record Everybody() implements Authenticator {
    @Override
    public Optional<Caller> authenticate(String token) {
      return Optional.of(new Caller("conformance", Role.ANALYST, 0));
    }

    @Override
    public boolean hasUsableToken() {
      return true;
    }
  }

  /** Serves until it is ended, for looking at by hand; its folder is the one argument. */
  public static void main(String[] arguments) throws InterruptedException {
    try (ConformanceServer server = new ConformanceServer(Path.of(arguments[0]))) {
      System.out.println(server.url());
      Thread.currentThread().join();
    }
  }
}
