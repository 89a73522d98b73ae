package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.http.Authenticator;
import io.nightjar.http.HttpServer;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoint for the conformance suite, which cannot send a token: here, and only here, whoever
 * asks is a viewer.
 */
final class ConformanceServer implements AutoCloseable {
  private final McpEndpoint endpoint;
  private final HttpServer server;

  ConformanceServer() {
    Telemetry telemetry = new Telemetry();
    endpoint =
        new McpEndpoint(
            new ServerIdentity("0.1.0", "test_simple_text"),
            new Catalogue(Catalogue.Config.defaults(), ConformanceTools.all(), telemetry),
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

  String url() {
    return "http://127.0.0.1:" + server.port() + "/mcp";
  }

  @Override
  public void close() {
    endpoint.close();
    server.close();
  }

  private record Everybody() implements Authenticator {
    @Override
    public Optional<Caller> authenticate(String token) {
      return Optional.of(new Caller("conformance", Role.VIEWER, 0));
    }

    @Override
    public boolean hasUsableToken() {
      return true;
    }
  }

  /** Serves until it is ended, for looking at by hand. */
  public static void main(String[] arguments) throws InterruptedException {
    try (ConformanceServer server = new ConformanceServer()) {
      System.out.println(server.url());
      Thread.currentThread().join();
    }
  }
}
