package io.nightjar.http;

import io.nightjar.lifecycle.Component;
import io.nightjar.net.ClientWatch;
import io.nightjar.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP/1.1 server: a virtual thread for each request, the same checks for all of them. */
public final class HttpServer implements Component {
  /**
   * Where the server listens and what it takes.
   *
   * @param address port 0 takes a free one
   * @param allowedHosts names clients may use for this server beside loopback's, lower case
   * @param allowedOrigins origins of web pages that may call, beside the server's own
   * @param maxBodyBytes the longest body of a request
   * @param bodyTimeout the longest a request may take to arrive
   * @param idleTimeout the longest a connection may be silent while data is awaited
   * @param maxConnections connections open at one time; more wait to be accepted
   */
  public record Config(
      InetSocketAddress address,
      Set<String> allowedHosts,
      Set<String> allowedOrigins,
      int maxBodyBytes,
      Duration bodyTimeout,
      Duration idleTimeout,
      int maxConnections) {
    static final int MAX_CONNECTIONS = 2_048;

    /** Refuses an address whose name is not known. */
    public Config {
      if (address.isUnresolved()) {
        throw new IllegalArgumentException(
            "listen: no machine is known as " + address.getHostString());
      }
      allowedHosts = Set.copyOf(allowedHosts);
      allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** The same, for clients that use these names too. */
    public Config allowing(Set<String> hosts) {
      return new Config(
          address, hosts, allowedOrigins, maxBodyBytes, bodyTimeout, idleTimeout, maxConnections);
    }

    /** The usual limits at this address. */
    public static Config at(InetSocketAddress address) {
      return new Config(
          address,
          Set.of(),
          Set.of(),
          1 << 20,
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          MAX_CONNECTIONS);
    }
  }

  private static final int MAX_THREADS = 50;
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private final Config config;
  private final Authenticator authenticator;
  private final ClientWatch clients = new ClientWatch();
  private final Server server;
  private final ServerConnector connector;

  /** Builds the server; {@link #start} opens its port. */
  public HttpServer(
      Config config,
      List<Route> routes,
      Authenticator authenticator,
      InstantSource clock,
      Telemetry telemetry) {
    this(config, routes, authenticator, Dialect.NIGHTJAR, clock, telemetry);
  }

  /** Builds a server for clients of another kind; {@link #start} opens its port. */
  public HttpServer(
      Config config,
      List<Route> routes,
      Authenticator authenticator,
      Dialect dialect,
      InstantSource clock,
      Telemetry telemetry) {
    this(
        config,
        routes,
        authenticator,
        dialect,
        new RequestLimits(RequestLimits.Config.defaults(), clock, telemetry),
        telemetry);
  }

  /**
   * Builds a server; {@link #start} opens its port.
   *
   * @param limits shared by servers whose requests count together
   */
  public HttpServer(
      Config config,
      List<Route> routes,
      Authenticator authenticator,
      Dialect dialect,
      RequestLimits limits,
      Telemetry telemetry) {
    this.config = config;
    this.authenticator = authenticator;
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    server = new Server(threads);
    server.setErrorHandler(new QuietErrors());
    server.setHandler(
        new FrontDoor(
            config,
            routes,
            authenticator,
            dialect,
            clients,
            limits,
            new RequestCounters(dialect.name(), routes, telemetry)));
    connector = connector(config, server);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(config.maxConnections(), connector));
  }

  private static ServerConnector connector(Config config, Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setResponseHeaderSize(MAX_HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(config.address().getAddress().getHostAddress());
    connector.setPort(config.address().getPort());
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    return connector;
  }

  @Override
  public void start() {
    boolean loopback = config.address().getAddress().isLoopbackAddress();
    if (!loopback && !authenticator.hasUsableToken()) {
      throw new HttpServerException(
          config.address()
              + " can be reached from other machines, and nobody has a token yet: make one with"
              + " nightjar token create, or listen on 127.0.0.1");
    }
    try {
      server.start();
    } catch (Exception e) {
      throw new HttpServerException(
          "cannot listen on " + config.address() + ": " + e.getMessage(), e);
    }
  }

  /** The port the server listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
      clients.close();
    } catch (Exception e) {
      throw new HttpServerException("cannot stop the HTTP server", e);
    }
  }
}
