package io.nightjar.mcp;

import io.nightjar.account.Accounts;
import io.nightjar.account.CallAudit;
import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.http.Authenticator;
import io.nightjar.http.HttpServer;
import io.nightjar.http.Route;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Writes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The product as the conformance suite wants it: its doors, protocol and catalogue over the tools,
 * prompts and resources of the suite. The suite cannot send a token, so here, and only here,
 * whoever asks is an analyst.
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
    Catalogue catalogue =
        new Catalogue(
            Catalogue.Config.defaults(),
            ConformanceTools.all(this::toolsChanged),
            telemetry,
            CallAudit.NONE,
            Optional.of(new Writes(accounts::database, InstantSource.system(), telemetry)));
    catalogue.replaceOwn(ConformanceTools.own());
    endpoint =
        new McpEndpoint(
            new ServerIdentity("0.1.0", "test_simple_text"),
            catalogue,
            ConformanceGuide.guide(),
            telemetry,
            Map.of(ConformanceTools.NEEDS_SAMPLING, Set.of("sampling")));
    Route route =
        Route.post("/mcp", new ConformanceEndpoint(endpoint, fixtures()))
            .speaking(new McpDialect());
    server =
        new HttpServer(
            HttpServer.Config.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            List.of(route),
            new Everybody(),
            InstantSource.system(),
            telemetry);
    server.start();
  }

  private static List<Fixture> fixtures() {
    return Stream.of(
            ConformanceContents.fixtures(),
            ConformanceConversations.fixtures(),
            ConformanceRounds.fixtures())
        .flatMap(List::stream)
        .toList();
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

  /** Says where, and serves until it is ended; its folder is the one argument. */
  public static void main(String[] arguments) throws InterruptedException {
    try (ConformanceServer server = new ConformanceServer(Path.of(arguments[0]))) {
      System.out.println(server.url());
      Thread.currentThread().join();
    }
  }
}
