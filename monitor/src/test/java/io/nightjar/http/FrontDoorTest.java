package io.nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
  private static final String TOKEN = "right";

  private final Telemetry telemetry = new Telemetry();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() {
    server = server(InetAddress.getLoopbackAddress(), true);
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpServer server(InetAddress address, boolean anyToken) {
    List<Route> routes =
        List.of(
            Route.open("/open", request -> text(200, request.caller().toString())),
            Route.get("/read", request -> text(200, "read")),
            Route.post("/echo", request -> Reply.json(200, bytes(request))),
            Route.post("/under/", request -> text(200, request.path())),
            Route.get(
                "/slow",
                request -> {
                  Thread.sleep(1_500);
                  return text(200, "slow");
                }),
            Route.get(
                "/broken",
                request -> {
                  throw new IllegalStateException("secret");
                }));
    HttpServer.Config config =
        new HttpServer.Config(
            new InetSocketAddress(address, 0),
            Set.of("nightjar.example"),
            Set.of("https://soc.example"),
            1 << 20,
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            64);
    return new HttpServer(
        config, routes, new OneToken(anyToken), InstantSource.system(), telemetry);
  }

  private record OneToken(boolean hasUsableToken) implements Authenticator {
    @Override
    public Optional<Caller> authenticate(String token) {
      return token.equals(TOKEN)
          ? Optional.of(new Caller("ann", Role.VIEWER, 1))
          : Optional.empty();
    }
  }

  private static byte[] bytes(HttpRequest request) {
    byte[] bytes = new byte[request.body().remaining()];
    request.body().slice().get(bytes);
    return bytes;
  }

  private static Reply text(int status, String text) {
    return Reply.json(status, text.getBytes(StandardCharsets.UTF_8));
  }

  private java.net.http.HttpRequest.Builder to(String path) {
    return java.net.http.HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(java.net.http.HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> read(String authorization) throws Exception {
    return send(to("/read").header("Authorization", authorization));
  }

  /** What the server answers to these very bytes, up to the end of the connection. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The head of a request to /echo, up to the empty line. */
  private static String post(String... headers) {
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer right\r\n%s\r\n"
        .formatted(String.join("\r\n", headers));
  }

  private String status(String host, String headers) throws IOException {
    String answer =
        raw("GET /open HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n");
    return answer.substring(9, 12);
  }

  @Test
  void bothSchemesOfCredentialsAreTaken() throws Exception {
    assertEquals(200, read("Bearer right").statusCode());
    assertEquals(200, read("Token right").statusCode());
    assertEquals(200, read("bearer  right").statusCode());
    for (String wrong :
        List.of("Bearer wrong", "Basic cmlnaHQ=", "right", "Bearer", "Bearer a b")) {
      HttpResponse<String> response = read(wrong);
      assertEquals(401, response.statusCode(), wrong);
      assertFalse(response.body().contains("wrong"), response.body());
    }
    HttpResponse<String> without = send(to("/read"));
    assertEquals(401, without.statusCode());
    assertTrue(without.headers().firstValue("WWW-Authenticate").isPresent());
  }

  @Test
  void anOpenRouteTakesStrangersButNoWrongToken() throws Exception {
    assertEquals("Optional.empty", send(to("/open")).body());
    assertTrue(send(to("/open").header("Authorization", "Bearer right")).body().contains("ann"));
    assertEquals(401, send(to("/open").header("Authorization", "Bearer no")).statusCode());
  }

  @Test
  void wrongTokensAreSlowedDownButTheRightOneIsNeverLockedOut() throws Exception {
    int limited = 0;
    for (int i = 0; i < 30; i++) {
      HttpResponse<String> response = read("Bearer wrong" + i);
      if (response.statusCode() == 429) {
        limited++;
        int seconds = Integer.parseInt(response.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(seconds >= 1 && seconds <= 61, () -> "Retry-After " + seconds);
      }
    }
    assertEquals(10, limited);
    assertEquals(200, read("Bearer right").statusCode());
  }

  private HttpServer limited(RequestLimits.Config limits) {
    HttpServer limited =
        new HttpServer(
            HttpServer.Config.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            List.of(
                Route.open("/open", _ -> text(200, "open")),
                Route.post("/echo", request -> Reply.json(200, bytes(request)))),
            new OneToken(true),
            Dialect.NIGHTJAR,
            new RequestLimits(limits, InstantSource.system(), telemetry),
            telemetry);
    limited.start();
    return limited;
  }

  @Test
  void aTokenThatSendsTooFastIsToldWhenToComeAgainBeforeItsBodyIsRead() throws Exception {
    try (HttpServer slow = limited(new RequestLimits.Config(1, 64, 1_000, 64));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), slow.port())) {
      for (int i = 0; i < RequestLimits.BURST_SECONDS; i++) {
        assertEquals(200, echo(slow, new byte[10]).statusCode());
      }
      HttpResponse<String> refused = echo(slow, new byte[1 << 19]);
      assertEquals(429, refused.statusCode());
      assertTrue(refused.body().contains("too_many_requests"), refused.body());
      assertEquals("1", refused.headers().firstValue("Retry-After").orElseThrow());
      socket.setSoTimeout(10_000);
      String head = post("Content-Length: 1000000", "Expect: 100-continue") + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 429", answer, "no body was asked for");
    }
  }

  private HttpResponse<String> echo(HttpServer at, byte[] body) throws Exception {
    return send(
        java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port() + "/echo"))
            .header("Authorization", "Bearer right")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @Test
  void anAddressThatSendsTooFastIsRefusedBeforeItsTokenIsLookedAt() throws Exception {
    try (HttpServer slow = limited(new RequestLimits.Config(1_000, 64, 1, 64))) {
      int refused = 0;
      for (int i = 0; i < 20; i++) {
        HttpResponse<String> answer =
            send(
                java.net.http.HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + slow.port() + "/open"))
                    .header("Authorization", "Bearer wrong"));
        refused += answer.body().contains("too_many_requests") ? 1 : 0;
      }
      assertTrue(refused >= 10, () -> "refused, of 20");
    }
    assertTrue(series("nightjar_http_limited_total") >= 10);
  }

  private double series(String name) {
    return telemetry.series().stream()
        .filter(series -> series.name().equals(name))
        .mapToDouble(series -> series.value().getAsDouble())
        .sum();
  }

  @Test
  void aTokenInTheUrlIsRefusedHoweverGoodItIs() throws Exception {
    String token = "nj_" + "A".repeat(43);
    for (String query : List.of("?token=" + token, "?a=b&x=" + token + "&c", "?" + token)) {
      HttpResponse<String> refused =
          send(to("/read" + query).header("Authorization", "Bearer right"));
      assertEquals(400, refused.statusCode());
      assertTrue(refused.body().contains("token_in_url"), refused.body());
      assertFalse(refused.body().contains(token), refused.body());
    }
    assertEquals(401, send(to("/read?access_token=right")).statusCode());
  }

  @Test
  void aHugeAuthorizationIsRefusedLikeAnyOther() throws Exception {
    assertEquals(401, read("Bearer " + "x".repeat(15_000)).statusCode());
    String answer =
        raw(
            "GET /read HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + "x".repeat(100_000)
                + "\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    assertTrue(answer.length() < 2_000, answer);
  }

  @Test
  void onlyItsOwnNamesAreAnswered() throws Exception {
    String port = ":" + server.port();
    assertEquals("200", status("127.0.0.1" + port, ""));
    assertEquals("200", status("localhost" + port, ""));
    assertEquals("200", status("LOCALHOST", ""));
    assertEquals("200", status("[::1]" + port, ""));
    assertEquals("200", status("nightjar.example", ""));
    assertEquals("403", status("evil.example", ""));
    assertEquals("403", status("evil.example" + port, ""));
    assertEquals("403", status("localhost.evil.example", ""));
    assertEquals("403", status("127.0.0.1.evil.example", ""));
    assertEquals("403", status("10.0.0.1", ""));
    assertEquals("400", status("a@127.0.0.1", ""));
  }

  @Test
  void onlyItsOwnPagesAreAnswered() throws Exception {
    String own = "127.0.0.1:" + server.port();
    assertEquals("200", status(own, "Origin: http://" + own + "\r\n"));
    assertEquals("200", status(own, "Origin: https://soc.example\r\n"));
    assertEquals("403", status(own, "Origin: http://evil.example\r\n"));
    assertEquals("403", status(own, "Origin: null\r\n"));
    assertEquals("403", status(own, "Origin: \r\n"));
    assertEquals("403", status(own, "Origin: http://127.0.0.1:1\r\n"));
    assertEquals("403", status(own, "Origin: http://" + own + ".evil.example\r\n"));
    assertEquals(
        "403", status(own, "Origin: http://" + own + "\r\nOrigin: http://evil.example\r\n"));
  }

  @Test
  void anAbsoluteTargetDoesNotGetPastTheHostCheck() throws Exception {
    String answer =
        raw(
            "GET http://evil.example/open HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    answer =
        raw(
            "GET http://127.0.0.1/open HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    answer = raw("GET /open HTTP/1.0\r\n\r\n");
    assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
  }

  @Test
  void bodiesOverTheLimitAreRefusedHoweverTheyCome() throws Exception {
    byte[] tenMegabytes = new byte[10 << 20];
    byte[] tooLong = new byte[(1 << 20) + 1];
    byte[] longest = new byte[1 << 20];
    assertEquals(200, echo(BodyPublishers.ofByteArray(longest)));
    assertEquals(413, echo(BodyPublishers.ofByteArray(tooLong)));
    assertEquals(413, echo(BodyPublishers.ofByteArray(tenMegabytes)));
    var chunked =
        java.util.stream.IntStream.range(0, 1_280).mapToObj(_ -> new byte[8_192]).toList();
    assertEquals(413, echo(BodyPublishers.ofByteArrays(chunked)));
    assertEquals(
        401, send(to("/echo").POST(BodyPublishers.ofByteArray(tenMegabytes))).statusCode());
  }

  private int echo(java.net.http.HttpRequest.BodyPublisher body) throws Exception {
    return send(to("/echo").header("Authorization", "Bearer right").POST(body)).statusCode();
  }

  @Test
  void aBodyThatDripsIsGivenUp() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      var out = socket.getOutputStream();
      String head = post("Content-Length: 1000") + "\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 6; i++) {
        out.write('x');
        out.flush();
        Thread.sleep(500);
      }
      byte[] start = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 408", new String(start, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void anAnswerMayTakeLongerThanAConnectionMayBeSilent() throws Exception {
    assertEquals("slow", send(to("/slow").header("Authorization", "Bearer right")).body());
  }

  @Test
  void pathsAndMethodsThatAreNotThereAreToldInJson() throws Exception {
    HttpResponse<String> nowhere = send(to("/nowhere"));
    assertEquals(404, nowhere.statusCode());
    assertEquals("application/json", nowhere.headers().firstValue("Content-Type").orElseThrow());
    HttpResponse<String> wrong = send(to("/echo"));
    assertEquals(405, wrong.statusCode());
    assertEquals("POST", wrong.headers().firstValue("Allow").orElseThrow());
    assertEquals(200, send(to("/read").header("Authorization", "Token right").HEAD()).statusCode());
    assertEquals(404, send(to("/read/more")).statusCode());
    assertFalse(
        raw("GET /read/../open HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .contains("Jetty"));
    assertTrue(
        raw("GET /%2e%2e/open HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .startsWith("HTTP/1.1 400"));
  }

  @Test
  void whatBreaksInsideStaysInside() throws Exception {
    HttpResponse<String> broken = send(to("/broken").header("Authorization", "Bearer right"));
    assertEquals(500, broken.statusCode());
    for (String answer :
        List.of(
            broken.body(),
            raw("NONSENSE\r\n\r\n"),
            raw("GET / HTTP/9.9\r\n\r\n"),
            raw("GET /open HTTP/1.1\r\n\r\n"),
            raw("GET /open HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
            raw("GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            raw("GET /open HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"),
            raw(post("Content-Length: 5", "Transfer-Encoding: chunked") + "\r\n0\r\n\r\n"),
            raw(post("Transfer-Encoding: chunked", "Connection: close") + "\r\nzz\r\n"))) {
      assertTrue(answer.contains("{\"error\":{\"code\":"), answer);
      for (String inside : List.of("secret", "Exception", "jetty", "Jetty", "\tat ", "Server:")) {
        assertFalse(answer.contains(inside), answer);
      }
    }
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() throws Exception {
    for (HttpResponse<String> response : List.of(send(to("/open")), send(to("/nowhere")))) {
      Map<String, List<String>> headers = response.headers().map();
      assertEquals(List.of("nosniff"), headers.get("x-content-type-options"));
      assertEquals(List.of("no-store"), headers.get("cache-control"));
      assertFalse(headers.containsKey("server"));
    }
  }

  @Test
  void requestsAreCountedByRouteAndStatus() throws Exception {
    send(to("/open"));
    send(to("/nowhere"));
    send(to("/read"));
    assertEquals(1, counted("/open", "200"));
    assertEquals(1, counted("none", "404"));
    assertEquals(1, counted("/read", "401"));
    assertEquals(0, counted("/read", "200"));
  }

  private double counted(String route, String status) {
    return telemetry.series().stream()
        .filter(series -> series.name().equals("nightjar_http_requests_total"))
        .filter(series -> route.equals(series.labels().get("route")))
        .filter(series -> status.equals(series.labels().get("status")))
        .mapToDouble(series -> series.value().getAsDouble())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void otherMachinesAreLetInOnlyWhenSomebodyHasAToken() throws Exception {
    InetAddress any = InetAddress.getByName("0.0.0.0");
    HttpServerException refused =
        assertThrows(HttpServerException.class, () -> server(any, false).start());
    assertTrue(String.valueOf(refused.getMessage()).contains("token create"));
  }

  @Test
  void aPortInUseIsNamed() {
    InetSocketAddress used = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    HttpServer second =
        new HttpServer(
            HttpServer.Config.at(used),
            List.of(),
            new OneToken(true),
            InstantSource.system(),
            new Telemetry());
    HttpServerException refused = assertThrows(HttpServerException.class, second::start);
    assertTrue(String.valueOf(refused.getMessage()).contains(String.valueOf(server.port())));
  }
}
