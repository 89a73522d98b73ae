package io.nightjar.http;

import io.nightjar.account.Caller;
import io.nightjar.account.Visit;
import io.nightjar.http.SenderLimits.Place;
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
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes every request through the same checks, cheapest first: host and origin, route, rate of its
 * address, token, rate of its token, body. Only then its endpoint sees it. Runs on a virtual thread
 * of the request, which is interrupted when the client leaves.
 */
final class FrontDoor extends Handler.Abstract {
  private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());

  /** What a token looks like, wherever it stands. */
  private static final Pattern TOKEN = Pattern.compile("nj_[A-Za-z0-9_-]{43}");

  private final HttpServer.Config config;
  private final List<Route> routes;
  private final Authenticator authenticator;
  private final Dialect dialect;
  private final ClientWatch clients;
  private final OriginCheck originCheck;
  private final RequestLimits limits;
  private final RequestCounters counters;

  FrontDoor(
      HttpServer.Config config,
      List<Route> routes,
      Authenticator authenticator,
      Dialect dialect,
      ClientWatch clients,
      RequestLimits limits,
      RequestCounters counters) {
    this.config = config;
    this.routes = List.copyOf(routes);
    this.authenticator = authenticator;
    this.dialect = dialect;
    this.clients = clients;
    this.originCheck = new OriginCheck(config.allowedHosts(), config.allowedOrigins());
    this.limits = limits;
    this.counters = counters;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Thread thread = Thread.currentThread();
    List<Place> places = new ArrayList<>();
    limits.begin();
    ConnectionMetaData connection = request.getConnectionMetaData();
    try (ClientWatch.Watch _ =
        clients.watch(
            connection.getLocalSocketAddress(),
            connection.getRemoteSocketAddress(),
            thread::interrupt)) {
      List<Route> there =
          routes.stream().filter(route -> route.isAt(Request.getPathInContext(request))).toList();
      String counted = there.isEmpty() ? RequestCounters.NO_ROUTE : there.getFirst().path();
      Reply reply = reply(request, there, places);
      counters.count(counted, reply.status());
      send(reply, response, callback);
    } catch (IOException | InterruptedException e) {
      callback.failed(e);
    } finally {
      places.forEach(Place::close);
      limits.end();
    }
    return true;
  }

  private Reply reply(Request request, List<Route> there, List<Place> places) throws IOException {
    Dialect spoken = there.stream().findFirst().flatMap(Route::dialect).orElse(dialect);
    Optional<Refusal> stranger = stranger(request);
    if (stranger.isPresent()) {
      return refuse(request, stranger.get().reply(spoken));
    }
    if (there.isEmpty()) {
      return refuse(request, Refusal.NOT_FOUND.reply(spoken));
    }
    Optional<Route> route =
        there.stream().filter(known -> known.takes(request.getMethod())).findFirst();
    if (route.isEmpty()) {
      String allow = String.join(", ", there.stream().map(Route::method).distinct().toList());
      return refuse(request, Refusal.WRONG_METHOD.reply(spoken, Map.of("Allow", allow)));
    }
    Optional<Reply> busy =
        address(request).flatMap(from -> busy(limits.ofAddress(from), places, spoken));
    if (busy.isPresent()) {
      return refuse(request, busy.get());
    }
    if (!spoken.takesTokenInUrl() && TOKEN.matcher(query(request)).find()) {
      return refuse(request, Refusal.TOKEN_IN_URL.reply(spoken));
    }
    try {
      return loggedIn(request, route.get(), places, spoken);
    } catch (LoginException e) {
      return refuse(request, e.reply(spoken));
    }
  }

  private Reply loggedIn(Request request, Route route, List<Place> places, Dialect spoken)
      throws IOException {
    Optional<String> token = spoken.token(request.getHeaders()::getValuesList, query(request));
    Optional<Caller> caller = authenticator.authenticate(token.orElse(""));
    boolean needed = route.token() == Route.Token.REQUIRED || token.isPresent();
    if (caller.isEmpty() && needed) {
      return refuse(request, unauthorized(request, token.isPresent(), spoken));
    }
    Optional<Reply> busy =
        caller.flatMap(known -> busy(limits.ofToken(known.tokenId()), places, spoken));
    if (busy.isPresent()) {
      return refuse(request, busy.get());
    }
    return switch (Body.read(request, config.maxBodyBytes(), config.bodyTimeout())) {
      case Body.Read.Refused refused -> refused.refusal().reply(spoken);
      case Body.Read.Whole body -> answer(route, request, caller, body.bytes());
    };
  }

  /** Keeps the place for as long as the request lasts, or says when to come again. */
  private static Optional<Reply> busy(Place place, List<Place> places, Dialect spoken) {
    if (!place.isRefused()) {
      places.add(place);
    }
    return toWait(place.refused(), spoken);
  }

  /** The refusal of who has to wait so long; nothing for who has not. */
  private static Optional<Reply> toWait(Duration refused, Dialect spoken) {
    String seconds = Long.toString(refused.plusMillis(999).toSeconds());
    return refused.isZero()
        ? Optional.empty()
        : Optional.of(Refusal.TOO_BUSY.reply(spoken, Map.of("Retry-After", seconds)));
  }

  private static long tokenId(Optional<Caller> caller) {
    return caller.map(Caller::tokenId).orElse(0L);
  }

  private Dialect spoken(Route route) {
    return route.dialect().orElse(dialect);
  }

  private static Optional<InetAddress> address(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress remote
        ? Optional.ofNullable(remote.getAddress())
        : Optional.empty();
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
  private Reply unauthorized(Request request, boolean tokenSent, Dialect spoken) {
    Optional<InetAddress> from = address(request).filter(_ -> tokenSent);
    if (from.isPresent()) {
      Duration refused = limits.failedLogins().fail(from.get());
      if (!refused.isZero()) {
        String seconds = Long.toString(refused.toSeconds() + 1);
        return Refusal.TOO_MANY.reply(spoken, Map.of("Retry-After", seconds));
      }
    }
    return Refusal.UNAUTHORIZED.reply(
        spoken, Map.of("WWW-Authenticate", authenticator.challenge(tokenSent)));
  }

  private static String query(Request request) {
    return Objects.requireNonNullElse(request.getHttpURI().getQuery(), "");
  }

  private Reply answer(Route route, Request request, Optional<Caller> caller, ByteBuffer body) {
    HttpRequest asked =
        new HttpRequest(
            request.getMethod(),
            Request.getPathInContext(request),
            query(request),
            caller,
            request.getHeaders()::getValuesList,
            body,
            requests ->
                toWait(limits.more(tokenId(caller), address(request), requests), spoken(route)));
    try {
      return visit(route, request).call(() -> route.endpoint().answer(asked));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Refusal.INTERNAL.reply(dialect);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, () -> "no answer at " + route.path(), e);
      return Refusal.INTERNAL.reply(dialect);
    }
  }

  private Visit visit(Route route, Request request) {
    return new Visit(
        dialect.name() + route.path(),
        address(request).map(InetAddress::getHostAddress).orElse(""),
        Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.USER_AGENT), ""),
        "");
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
