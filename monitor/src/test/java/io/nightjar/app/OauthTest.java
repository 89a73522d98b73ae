package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestIssuer;
import io.nightjar.account.Role;
import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Access tokens of an issuer at the doors of the real program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OauthTest {
  private static final Pattern METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");

  private TestIssuer issuer;
  private Product product;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    issuer = new TestIssuer();
    Path capture = new ManyFlows(10).write(folder.resolve("few.pcap"));
    product =
        Product.start(
            folder.resolve("data"), "--pcap", capture.toString(), "--oauth-issuer", issuer.url());
    product.awaitStored(10);
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
    if (issuer != null) {
      issuer.close();
    }
  }

  private Client holder(String scope) {
    return new Client(product.url(), issuer.token(product.url() + "/mcp", scope));
  }

  private static String challenge(HttpResponse<String> response) {
    return response.headers().firstValue("WWW-Authenticate").orElse("");
  }

  @Test
  void aStrangerIsLedToTheIssuer() {
    Client stranger = new Client(product.url(), "");
    HttpResponse<String> refused = stranger.modern("server/discover", Json.object());
    assertEquals(401, refused.statusCode());
    assertTrue(challenge(refused).contains("scope=\"nightjar:viewer\""), challenge(refused));
    assertFalse(challenge(refused).contains("error"), challenge(refused));
    Matcher place = METADATA.matcher(challenge(refused));
    assertTrue(place.find(), challenge(refused));
    String root = product.url() + "/.well-known/oauth-protected-resource";
    assertEquals(root + "/mcp", place.group(1));
    for (String path :
        List.of(
            "/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp")) {
      JsonNode document = Client.json(stranger.get(path));
      assertEquals(product.url() + "/mcp", document.path("resource").asString());
      assertEquals("[\"" + issuer.url() + "\"]", document.path("authorization_servers").toString());
      assertEquals(
          "[\"nightjar:viewer\",\"nightjar:analyst\",\"nightjar:admin\"]",
          document.path("scopes_supported").toString());
    }
  }

  @Test
  void aWrongTokenAndOneThatOpensNothingAreToldApart() {
    HttpResponse<String> wrong = new Client(product.url(), "a.b.c").get("/api/v1/tools");
    assertEquals(401, wrong.statusCode());
    assertTrue(challenge(wrong).contains("error=\"invalid_token\""), challenge(wrong));
    HttpResponse<String> little = holder("email").modern("tools/list", Json.object());
    assertEquals(403, little.statusCode());
    assertTrue(challenge(little).contains("error=\"insufficient_scope\""), challenge(little));
    assertEquals("insufficient_scope", Client.json(little).at("/error/data/code").asString());
  }

  /** Columns of {@code access.txt} have a fixed width. */
  private static String cell(String line, int column) {
    int from = 40 + 11 * column;
    return line.length() <= from
        ? ""
        : line.substring(from, Math.min(line.length(), from + 11)).strip();
  }

  @Test
  void aScopeOpensWhatATokenOfOursOfThatRoleOpens() throws Exception {
    String table;
    try (var in = Objects.requireNonNull(OauthTest.class.getResourceAsStream("access.txt"))) {
      table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> lines = table.lines().toList();
    List<String> heads = Arrays.asList(lines.getFirst().strip().split(" +"));
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      Client client = holder("nightjar:" + name);
      for (String line : lines.stream().filter(each -> each.startsWith("tool ")).toList()) {
        String tool = line.substring(5, 40).strip();
        boolean allowed = cell(line, heads.indexOf(name)).equals("yes");
        assertEquals(!allowed, client.post(tool, "{}").statusCode() == 403, name + " " + tool);
      }
      for (String path : List.of("/metrics", "/health", "/api/v1/openapi.json")) {
        assertEquals(200, client.get(path).statusCode(), name + " " + path);
      }
      assertEquals(
          role == Role.ADMIN ? 200 : 403, client.get("/api/v1/backups").statusCode(), name);
    }
  }

  @Test
  void theAuditTellsSubjectAndClientOfACall() throws Exception {
    holder("nightjar:viewer").call("list_tables", "{}");
    Product.await(
        "the call is written down",
        () ->
            product
                    .call("list_audit", "{\"user\":\"oauth:alice\",\"tool\":\"list_tables\"}")
                    .path("returned")
                    .asLong()
                > 0);
    JsonNode row = product.call("list_audit", "{\"user\":\"oauth:alice\"}").path("rows").path(0);
    assertTrue(row.toString().contains("assistant"), row.toString());
  }

  @Test
  void aWriteIsConfirmedByTheTokenThatAskedForIt() {
    String asked = "{\"kind\":\"ntp\",\"servers\":[\"192.0.2.1\"],\"reason\":\"ours\"}";
    Client analyst = holder("nightjar:analyst");
    String confirm = analyst.call("set_expected_servers", asked).path("confirm").asString();
    String confirmed = asked.replace("}", ",\"confirm\":\"" + confirm + "\"}");
    assertEquals(403, product.client().post("set_expected_servers", confirmed).statusCode());
    String renewed = issuer.token(product.url() + "/mcp", "nightjar:analyst nightjar:viewer");
    assertEquals(
        200,
        new Client(product.url(), renewed).post("set_expected_servers", confirmed).statusCode());
  }

  @Test
  void optionsThatCannotBeAreNamed() throws Exception {
    wrong(
        "--oauth-issuer: http://as.example is no https:// URL",
        "--oauth-issuer",
        "http://as.example");
    wrong("need --oauth-issuer", "--oauth-audience", "x");
    wrong("got 'flows'", "--oauth-issuer", issuer.url(), "--oauth-scope", "flows");
    wrong("got 'root'", "--oauth-issuer", issuer.url(), "--oauth-scope", "flows=root");
    wrong("--oauth-resource", "--oauth-issuer", issuer.url(), "--oauth-resource", "nightjar");
  }

  private static void wrong(String saying, String... options) throws Exception {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "run";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Product.Ended ended = Product.run(arguments);
    assertEquals(2, ended.code(), ended.err());
    assertTrue(ended.err().contains(saying), ended.err());
  }
}
