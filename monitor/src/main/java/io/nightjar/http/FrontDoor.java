package io.nightjar.http;

import io.nightjar.account.Caller;
import io.nightjar.net.ClientWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes every request through the same checks, cheapest first: host and origin, route, token, body.
 * Only then its endpoint sees it. Runs on a virtual thread of the request, which is interrupted
 * when the client leaves.
 */
final class FrontDoor extends Handler.Abstract {
  private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

  private final HttpServer.Config config;
  private final List<Route> routes;
  private final Authenticator authenticator;
  private final Dialect dialect;
  private final ClientWatch clients;
  private final OriginCheck originCheck;
  private final FailedLogins failedLogins;
  private final RequestCounters counters;

  FrontDoor(
      HttpServer.Config config,
      List<Route> routes,
      Authenticator authenticator,
      Dialect dialect,
      ClientWatch clients,
      FailedLogins failedLogins,
      RequestCounters counters) {
    this.config = config;
    this.routes = List.copyOf(routes);
    this.authenticator = authenticator;
    this.dialect = dialect;
    this.clients = clients;
    this.originCheck = new OriginCheck(config.allowedHosts(), config.allowedOrigins());
    this.failedLogins = failedLogins;
    this.counters = counters;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Thread thread = Thread.currentThread();
    ConnectionMetaData connection = request.getConnectionMetaData();
    try (ClientWatch.Watch _ =
        clients.watch(
            connection.getLocalSocketAddress(),
            connection.getRemoteSocketAddress(),
            thread::interrupt)) {
      List<Route> there =
          routes.stream().filter(route -> route.isAt(Request.getPathInContext(request))).toList();
      String counted = there.isEmpty() ? RequestCounters.NO_ROUTE : there.getFirst().path();
      Reply reply = reply(request, there);
      counters.count(counted, reply.status());
      send(reply, response, callback);
    } catch (IOException | InterruptedException e) {
      callback.failed(e);
    }
    return true;
  }

  private Reply reply(Request request, List<Route> there) throws IOException {
    Optional<Refusal> stranger = stranger(request);
    if (stranger.isPresent()) {
      return refuse(request, stranger.get().reply(dialect));
    }
    if (there.isEmpty()) {
      return refuse(request, Refusal.NOT_FOUND.reply(dialect));
    }
    Optional<Route> route =
        there.stream().filter(known -> known.takes(request.getMethod())).findFirst();
    if (route.isEmpty()) {
      String allow = String.join(", ", there.stream().map(Route::method).distinct().toList());
      return refuse(request, Refusal.WRONG_METHOD.reply(dialect, Map.of("Allow", allow)));
    }
    Optional<String> token = dialect.token(request.getHeaders()::getValuesList, query(request));
    Optional<Caller> caller = authenticator.authenticate(token.orElse(""));
    boolean needed = route.get().token() == Route.Token.REQUIRED || token.isPresent();
    if (caller.isEmpty() && needed) {
      return refuse(request, unauthorized(request, token.isPresent()));
    }
    return switch (Body.read(request, config.maxBodyBytes(), config.bodyTimeout())) {
      case Body.Read.Refused refused -> refused.refusal().reply(dialect);
      case Body.Read.Whole body -> answer(route.get(), request, caller, body.bytes());
    };
  }

  /** An absolute target names a host too (RFC 9112, section 3.2.2): every name must be right. */
  private Optional<Refusal> stranger(Request request) {
    List<String> hosts = new ArrayList<>();
    hosts.add(Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.HOST), ""));
    hosts.add(Objects.requireNonNullElse(request.getHttpURI().getAuthority(), ""));
    List<String> origins =
        request.getHeaders().getFields(HttpHeader.ORIGIN).stream()
            .map(HttpField::getValue)
            .toList();
    return originCheck.refusal(hosts, origins, localAddress(request));
  }

  private static String localAddress(Request request) {
    String address = Request.getLocalAddr(request);
    return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
  }

  /** Reads what is still to come, so that the sender can read the refusal. */
  private Reply refuse(Request request, Reply reply) throws IOException {
    Body.discard(request, System.nanoTime() + config.bodyTimeout().toNanos());
    return reply;
  }

  /** A valid token is let in from an address with failures too, so that none can lock it out. */
  private Reply unauthorized(Request request, boolean tokenSent) {
    if (tokenSent
        && request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress remote
        && remote.getAddress() != null) {
      InetAddress address = remote.getAddress();
      Duration refused = failedLogins.fail(address);
      if (!refused.isZero()) {
        String seconds = Long.toString(refused.toSeconds() + 1);
        return Refusal.TOO_MANY.reply(dialect, Map.of("Retry-After", seconds));
      }
    }
    return Refusal.UNAUTHORIZED.reply(
        dialect, Map.of("WWW-Authenticate", "Bearer realm=\"nightjar\""));
  }

  private static String query(Request request) {
    return Objects.requireNonNullElse(request.getHttpURI().getQuery(), "");
  }

  private Reply answer(Route route, Request request, Optional<Caller> caller, ByteBuffer body) {
    try {
      return route
          .endpoint()
          .answer(
              new HttpRequest(
                  request.getMethod(),
                  Request.getPathInContext(request),
                  query(request),
                  caller,
                  request.getHeaders()::getValuesList,
                  body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Refusal.INTERNAL.reply(dialect);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, () -> "no answer at " + route.path(), e);
      return Refusal.INTERNAL.reply(dialect);
    }
  }

  private static void send(Reply reply, Response response, Callback callback)
      throws IOException, InterruptedException {
    response.setStatus(reply.status());
    SecurityHeaders.addTo(response.getHeaders());
    reply.headers().forEach(response.getHeaders()::put);
    switch (reply) {
      case Reply.Full full -> {
        if (!full.contentType().isEmpty()) {
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, full.contentType());
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, full.body().remaining());
        response.write(true, full.body().slice(), callback);
      }
      case Reply.Stream stream -> {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.contentType());
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
          stream.writer().writeTo(out);
        }
        callback.succeeded();
      }
    }
  }
}
