package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.account.Accounts;
import io.nightjar.account.Role;
import io.nightjar.account.TokenRequest;
import io.nightjar.net.Prefix;
import io.nightjar.tool.Json;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Who may do what: every tool of the running monitor and every route it has, against what {@code
 * access.txt} says. A tool or route that is not placed there fails the test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTableTest {
  private static final String TABLE = "access.txt";
  private static final Pattern ROUTE =
      Pattern.compile("nightjar_http_requests_total\\{route=\"([^\"]+)\"");
  private static final Pattern CLICKHOUSE = Pattern.compile("ClickHouse.*on (http://\\S+)");

  private final HttpClient http = HttpClient.newHttpClient();

  /** Tokens by who holds them, in the order of the table; none has none. */
  private final Map<String, String> callers = new LinkedHashMap<>();

  private Product product;
  private String clickHouse = "";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path capture = new ManyFlows(10).write(folder.resolve("few.pcap"));
    product =
        Product.start(
            folder.resolve("data"),
            "--pcap",
            capture.toString(),
            "--clickhouse-http",
            "127.0.0.1:0");
    product.awaitStored(10);
    Matcher url = CLICKHOUSE.matcher(product.output());
    assertEquals(true, url.find());
    clickHouse = url.group(1);
    callers.put("none", "");
    callers.put("wrong", "nj_" + "A".repeat(43));
    callers.put("expired", expired());
    try (Accounts accounts = accounts(InstantSource.system())) {
      String revoked = token(accounts, Role.ADMIN, "revoked", List.of(), List.of());
      accounts.revokeToken("test", accounts.authenticate(revoked).orElseThrow().tokenId());
      callers.put("revoked", revoked);
      for (Role role : Role.values()) {
        callers.put(
            role.name().toLowerCase(java.util.Locale.ROOT),
            token(accounts, role, role.name(), List.of(), List.of()));
      }
      callers.put(
          "networks",
          token(accounts, Role.ADMIN, "n", List.of(Prefix.parse("10.0.0.0/8")), List.of()));
      callers.put("interfaces", token(accounts, Role.ADMIN, "i", List.of(), List.of("few.pcap")));
    }
  }

  @AfterAll
  void stop() {
    http.close();
    if (product != null) {
      product.close();
    }
  }

  private Accounts accounts(InstantSource clock) {
    Accounts accounts = new Accounts(Accounts.Config.in(product.data()), clock);
    accounts.start();
    return accounts;
  }

  private String expired() {
    Instant before = Instant.now().minus(Duration.ofHours(2));
    try (Accounts accounts = accounts(InstantSource.fixed(before))) {
      return accounts.createToken(
          "test", "admin", Role.ADMIN, "expired", Optional.of(Duration.ofHours(1)));
    }
  }

  private static String token(
      Accounts accounts, Role role, String name, List<Prefix> networks, List<String> interfaces) {
    return accounts.createToken(
        "test", new TokenRequest("admin", role, name, Optional.empty(), networks, interfaces));
  }

  @Test
  void everyToolAndRouteIsOpenToWhomTheTableSays() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(line("", callers.keySet().stream().toList()));
    for (JsonNode tool : Client.json(product.client().get("/api/v1/tools")).path("tools")) {
      String name = tool.path("name").asString();
      String example = Json.text(tool.path("example"));
      lines.add(line("tool " + name, cells(token -> ofTool(name, example, token))));
    }
    for (String route : routes()) {
      for (String method : List.of("GET", "POST")) {
        lines.add(line(method + " " + route, cells(token -> ofRoute(method, route, token))));
      }
    }
    assertEquals(expected(), String.join("\n", lines) + "\n");
  }

  /** What a caller gets. */
  private interface Asked {
    String by(String token) throws Exception;
  }

  private List<String> cells(Asked asked) throws Exception {
    List<String> cells = new ArrayList<>();
    for (String token : callers.values()) {
      cells.add(asked.by(token));
    }
    return cells;
  }

  private static String line(String name, List<String> cells) {
    return "%-39s "
        .formatted(name)
        .concat(cells.stream().map("%-11s"::formatted).collect(Collectors.joining()))
        .stripTrailing();
  }

  private static String expected() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(AccessTableTest.class.getResourceAsStream(TABLE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The same over REST and both eras of MCP. */
  private String ofTool(String tool, String arguments, String token) {
    Client client = new Client(product.url(), token);
    String rest = cell(client.post(tool, arguments).statusCode());
    var params = Client.toolCall(tool, arguments);
    assertEquals(rest, ofMcp(client.legacy("tools/call", params)), tool);
    assertEquals(rest, ofMcp(client.modern("tools/call", params)), tool);
    return rest;
  }

  /** A slow call is answered as a stream, whose last event is the answer. */
  private static String last(String body) {
    int event = body.lastIndexOf("data: {");
    return event < 0 ? body : body.substring(event + "data: ".length());
  }

  private static String ofMcp(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      return cell(response.statusCode());
    }
    JsonNode result = Client.parse(last(response.body())).path("result");
    boolean refused =
        result.path("isError").asBoolean()
            && result
                .at("/content/0/text")
                .asString()
                .matches("(?s).*(this token is|needs the role).*");
    return refused ? "forbidden" : "yes";
  }

  private static String cell(int status) {
    return switch (status) {
      case 401, 429 -> "no"; // of wrong tokens, the many are told to wait
      case 403 -> "forbidden";
      case 405 -> "-";
      default -> status < 500 ? "yes" : "broken " + status;
    };
  }

  private Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    Matcher route = ROUTE.matcher(product.client().get("/metrics").body());
    while (route.find()) {
      if (!route.group(1).endsWith("none")) {
        routes.add(route.group(1));
      }
    }
    return routes;
  }

  private String ofRoute(String method, String route, String token) throws Exception {
    boolean driver = route.startsWith("clickhouse:");
    String path = driver ? route.substring("clickhouse:".length()) : route;
    String url = driver ? clickHouse : product.url();
    String more = path.equals("/api/v1/tools/") ? "list_tables" : "";
    String query = driver && path.equals("/") && method.equals("GET") ? "?query=SELECT+1" : "";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path + more + query))
            .method(method, BodyPublishers.ofString(method.equals("POST") ? body(path) : ""));
    if (!token.isEmpty()) {
      request.header(
          driver ? "X-ClickHouse-Key" : "Authorization", driver ? token : "Bearer " + token);
    }
    return cell(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode());
  }

  private static String body(String path) {
    if (path.contains("mcp")) {
      return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    }
    return path.equals("/") ? "SELECT 1" : "{}";
  }
}
