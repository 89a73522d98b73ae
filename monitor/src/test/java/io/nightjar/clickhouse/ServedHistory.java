package io.nightjar.clickhouse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.Accounts;
import io.nightjar.account.AuditLog;
import io.nightjar.account.Role;
import io.nightjar.history.History;
import io.nightjar.http.Authenticator;
import io.nightjar.http.HttpServer;
import io.nightjar.net.Prefix;
import io.nightjar.store.ChdbLocation;
import io.nightjar.telemetry.Telemetry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A history on the real engine behind ClickHouse's HTTP interface, for tests. */
final class ServedHistory implements AutoCloseable {
  private final Telemetry telemetry = new Telemetry();
  private final History history;
  private final Accounts accounts;
  private final AuditLog audit;
  private final HttpServer server;

  /** Sees everything. */
  final String token;

  /** Sees 192.0.2.0/24. */
  final String bound;

  ServedHistory(Path data) throws InterruptedException {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
    history = new History(History.Config.in(data), telemetry);
    history.start();
    accounts = new Accounts(Accounts.Config.in(data), InstantSource.system());
    accounts.start();
    var _ = accounts.firstStart();
    audit = new AuditLog(accounts, AuditLog.Config.of(AuditLog.Reads.ALL, 1 << 20), telemetry);
    audit.start();
    token = token(List.of());
    bound = token(List.of(Prefix.parse("192.0.2.0/24")));
    server = server(InetAddress.getLoopbackAddress(), Authenticator.of(accounts));
    server.start();
    assertTrue(history.awaitReady(Duration.ofSeconds(60)), () -> history.status().problem());
  }

  private String token(List<Prefix> networks) {
    return accounts.createToken(
        "test", "admin", Role.VIEWER, "token" + networks.size(), Optional.empty(), networks);
  }

  /** Another server over the same history, not started. */
  HttpServer server(InetAddress address, Authenticator authenticator) {
    return new HttpServer(
        HttpServer.Config.at(new InetSocketAddress(address, 0)),
        new ClickHouseEndpoint(history, audit).routes(),
        authenticator,
        ClickHouseEndpoint.dialect(),
        InstantSource.system(),
        telemetry);
  }

  Accounts accounts() {
    return accounts;
  }

  History history() {
    return history;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    history.close();
    audit.close();
    accounts.close();
  }
}
