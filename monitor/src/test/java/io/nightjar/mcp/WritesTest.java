package io.nightjar.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.account.Audit;
import io.nightjar.account.AuditEntry;
import io.nightjar.account.ExpectedServers;
import io.nightjar.account.Role;
import io.nightjar.mcp.WriteClient.Pending;
import io.nightjar.mcp.WriteClient.Way;
import io.nightjar.tool.Json;
import io.nightjar.tool.SetExpectedServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Every door, and every way not to mean yes. */
@Timeout(60)
class WritesTest {
  private static final String ARGUMENTS =
      "{\"kind\":\"dns\",\"servers\":[\"192.0.2.53\"],\"reason\":\"our resolver\"}";
  private static final String OTHER =
      "{\"kind\":\"dns\",\"servers\":[\"192.0.2.54\"],\"reason\":\"another resolver\"}";

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private TestServer server;
  private String token = "";

  @BeforeEach
  void start() {
    server = serve();
    token = server.token(Role.ANALYST);
  }

  private TestServer serve() {
    InstantSource clock = () -> now;
    return new TestServer(folder, List.of(new SetExpectedServers()), clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private WriteClient client(Way way) throws Exception {
    return new WriteClient(server, way, token);
  }

  private List<String> servers() {
    return server.accounts().database().read(ExpectedServers::all).stream()
        .map(each -> ExpectedServers.text(each.addresses()))
        .toList();
  }

  private List<AuditEntry> audit() {
    return server.accounts().database().read(connection -> Audit.newest(connection, 100)).stream()
        .filter(entry -> entry.action().equals("set_expected_servers"))
        .filter(entry -> !entry.subject().isEmpty()) // rows of calls have none
        .toList();
  }

  private static void refused(JsonNode facts, String saying) {
    assertTrue(facts.path("refused").asString("").contains(saying), facts.toString());
  }

  private void nothingIsDone() {
    assertEquals(List.of(), servers());
    assertEquals(List.of(), audit());
  }

  @ParameterizedTest
  @EnumSource
  void aYesActsOnceAndIsAudited(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    assertTrue(
        pending.shown().contains("become 192.0.2.53, so far none"), pending.first().toString());
    nothingIsDone();
    JsonNode done = pending.yes();
    assertEquals("done", done.path("status").asString(), done.toString());
    assertEquals(List.of("192.0.2.53"), servers());
    assertEquals(1, audit().size());
    assertEquals("admin", audit().getFirst().user());
    assertEquals("dns", audit().getFirst().subject());
    assertTrue(audit().getFirst().detail().contains("reason: our resolver"), audit().toString());
    assertEquals("set_expected_servers", done.path("undo_tool").asString());
    JsonNode undo = Json.parse(done.path("undo_arguments").asString());
    assertEquals("[]", undo.path("servers").toString());
    JsonNode undone = client(way).begin(Json.text(undo)).yes();
    assertEquals("done", undone.path("status").asString(), undone.toString());
    assertEquals(List.of(), servers());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "ASKED.*")
  void aNoIsNoAndCannotBecomeAYes(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    JsonNode said = pending.answer(pending.state(), "decline", "{}");
    assertEquals("declined", said.path("status").asString(), said.toString());
    nothingIsDone();
    if (!way.isOnStream()) {
      refused(pending.yes(), "used already");
    }
    nothingIsDone();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "ASKED.*")
  void aQuestionPutAwayOrFilledInHalfIsNoYes(Way way) throws Exception {
    WriteClient client = client(way);
    Pending pending = client.begin(ARGUMENTS);
    JsonNode said = pending.answer(pending.state(), "cancel", "{}");
    assertEquals("dismissed", said.path("status").asString(), said.toString());
    for (String content : List.of("{}", "{\"confirm\":false}", "{\"confirm\":\"true\"}", "[]")) {
      Pending half = client.begin(ARGUMENTS);
      assertEquals(
          "declined", half.answer(half.state(), "accept", content).path("status").asString());
    }
    Pending odd = client.begin(ARGUMENTS);
    JsonNode answered = odd.answer(odd.state(), "yes", "{\"confirm\":true}");
    assertEquals("dismissed", answered.path("status").asString());
    nothingIsDone();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ASKED_2025.*")
  void aYesSaidAgainIsRefused(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    assertEquals("done", pending.yes().path("status").asString());
    refused(pending.yes(), "was used already");
    assertEquals(1, audit().size());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ASKED_2025.*")
  void aYesThatComesLateOrFromTheFutureIsRefused(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    now = now.plus(Duration.ofMinutes(5));
    refused(pending.yes(), "has expired");
    now = now.minus(Duration.ofHours(1));
    refused(pending.yes(), "has expired");
    nothingIsDone();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "ASKED_2025.*")
  void aQuestionOnAStreamExpiresToo(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    now = now.plus(Duration.ofMinutes(5));
    refused(pending.yes(), "has expired");
    nothingIsDone();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ASKED_2025.*")
  void whatWasAlteredIsRefused(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    String state = pending.state();
    for (int at = 0; at < state.length(); at++) {
      char other = state.charAt(at) == 'A' ? 'B' : 'A';
      String altered = state.substring(0, at) + other + state.substring(at + 1);
      refused(
          pending.answer(altered, "accept", "{\"confirm\":true}"), "not one made for this call");
    }
    assertEquals(
        way == Way.REST ? "unconfirmed" : way.asks() ? "-32602" : "",
        pending.answer("x", "accept", "{\"confirm\":true}").path("code").asString());
    for (String made : List.of("", "x", state + "=", state + "A", state.substring(1), "ü\u0000")) {
      refused(pending.answer(made, "accept", "{\"confirm\":true}"), "not one made for this call");
    }
    nothingIsDone();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ASKED_2025.*")
  void aYesOfAnotherCallerOrForOtherArgumentsIsRefused(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    String yes = "{\"confirm\":true}";
    Pending others = new WriteClient(server, way, server.token(Role.ANALYST)).begin(ARGUMENTS);
    refused(others.answer(pending.state(), "accept", yes), "not one made for this call");
    Pending different = client(way).begin(OTHER);
    refused(different.answer(pending.state(), "accept", yes), "not one made for this call");
    nothingIsDone();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "ASKED_2025.*")
  void anAnswerOnAStreamIsHeardOnceAndOfWhoWasAskedAlone(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    var yes = Json.object().put("action", "accept");
    yes.putObject("content").put("confirm", true);
    assertEquals(202, pending.respond(pending.state(), yes, server.token(Role.ADMIN)));
    assertEquals(202, pending.respond("0".repeat(32), yes, token));
    assertEquals(202, pending.respond("7", yes, token));
    nothingIsDone();
    assertEquals("done", pending.yes().path("status").asString());
    assertEquals(202, pending.respond(pending.state(), yes, token));
    assertEquals(1, audit().size());
  }

  @Test
  void aValueIsNoStateAndAStateIsNoValue() throws Exception {
    Pending value = client(Way.MODERN).begin(ARGUMENTS);
    Pending asked = client(Way.ASKED_MODERN).begin(ARGUMENTS);
    String yes = "{\"confirm\":true}";
    refused(asked.answer(value.state(), "accept", yes), "not one made for this call");
    refused(value.answer(asked.state(), "accept", yes), "not one made for this call");
    nothingIsDone();
  }

  @Test
  void aClientWhoseUserCanBeAskedCannotConfirmByItself() throws Exception {
    String value = client(Way.REST).begin(ARGUMENTS).state();
    String confirmed = Json.text(McpClient.parse(ARGUMENTS).put("confirm", value));
    for (Way way : List.of(Way.ASKED_MODERN, Way.ASKED_2025_11_25)) {
      refused(client(way).once(confirmed), "leave confirm out");
    }
    nothingIsDone();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ASKED_2025.*")
  void oneYesSaidByManyAtOnceActsOnce(Way way) throws Exception {
    Pending pending = client(way).begin(ARGUMENTS);
    List<JsonNode> answers = atOnce(6, pending::yes);
    assertEquals(
        1, answers.stream().filter(each -> each.has("status")).count(), answers.toString());
    answers.stream()
        .filter(each -> !each.has("status"))
        .forEach(each -> refused(each, "used already"));
    assertEquals(1, audit().size());
  }

  private static List<JsonNode> atOnce(int times, Callable<JsonNode> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JsonNode>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        running.add(threads.submit(call));
      }
      List<JsonNode> answers = new ArrayList<>();
      for (Future<JsonNode> each : running) {
        answers.add(each.get());
      }
      return answers;
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofTwoWritesThatRaceTheSecondMustLookAgain(Way way) throws Exception {
    Pending first = client(way).begin(ARGUMENTS);
    Pending second = client(way).begin(OTHER);
    assertEquals("done", first.yes().path("status").asString());
    refused(second.yes(), "has changed since it was confirmed");
    assertEquals(List.of("192.0.2.53"), servers());
    assertEquals(1, audit().size());
  }

  @Test
  void aDryRunDoesNothingWhateverIsConfirmed() throws Exception {
    Pending pending = client(Way.REST).begin(ARGUMENTS);
    var dry = McpClient.parse(ARGUMENTS).put("dry_run", true);
    for (Way way : Way.values()) {
      JsonNode facts = client(way).once(Json.text(dry));
      assertEquals("dry_run", facts.path("status").asString(), way + ": " + facts);
      assertTrue(facts.path("confirm").isNull());
    }
    JsonNode confirmed = client(Way.REST).once(Json.text(dry.put("confirm", pending.state())));
    assertEquals("dry_run", confirmed.path("status").asString());
    nothingIsDone();
    assertEquals("done", pending.yes().path("status").asString());
  }

  @ParameterizedTest
  @EnumSource
  void aKeyAnswersTheFirstResultForADayAndOnlyItsOwnArguments(Way way) throws Exception {
    String keyed = Json.text(McpClient.parse(ARGUMENTS).put("idempotency_key", "k-1"));
    JsonNode first = client(way).begin(keyed).yes();
    assertEquals("done", first.path("status").asString(), first.toString());
    assertEquals(first, client(way).once(keyed));
    refused(
        client(way).once(Json.text(McpClient.parse(OTHER).put("idempotency_key", "k-1"))),
        "other arguments");
    assertEquals(1, audit().size());
    now = now.plus(Duration.ofHours(24)).plusMillis(1);
    assertTrue(client(way).begin(keyed).shown().contains("nothing changes"));
    String others = server.token(Role.ANALYST);
    assertFalse(new WriteClient(server, way, others).begin(keyed).state().isEmpty());
  }

  @Test
  void twoConfirmedCallsUnderOneKeyActOnce() throws Exception {
    String keyed = Json.text(McpClient.parse(ARGUMENTS).put("idempotency_key", "k-2"));
    Pending one = client(Way.REST).begin(keyed);
    Pending other = client(Way.REST).begin(keyed);
    JsonNode first = one.yes();
    assertEquals(first, other.yes());
    assertEquals(1, audit().size());
  }

  @Test
  void confirmationsDoNotOutliveTheMonitorAndUsedOnesStayUsed() throws Exception {
    String keyed = Json.text(McpClient.parse(ARGUMENTS).put("idempotency_key", "k-3"));
    Pending pending = client(Way.REST).begin(keyed);
    Pending open = client(Way.REST).begin(OTHER);
    JsonNode done = pending.yes();
    String waiting = open.state();
    server.close();
    server = serve();
    assertEquals(done, client(Way.REST).once(keyed));
    String late = Json.text(McpClient.parse(OTHER).put("confirm", waiting));
    refused(client(Way.REST).once(late), "before the monitor was started");
    assertEquals(List.of("192.0.2.53"), servers());
  }

  @Test
  void aTokenConfirmsABoundedNumberADay() throws Exception {
    server
        .accounts()
        .database()
        .write(
            connection -> {
              try (var insert =
                  connection.prepareStatement(
                      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                          + " INSERT INTO done_writes SELECT hex(randomblob(16)), ?,"
                          + " (SELECT max(id) FROM tokens), NULL, '', '' FROM n")) {
                insert.setLong(1, now.toEpochMilli());
                return insert.executeUpdate();
              }
            });
    refused(client(Way.REST).begin(ARGUMENTS).yes(), "1000 writes in 24 hours");
    nothingIsDone();
    now = now.plus(Duration.ofHours(25));
    assertEquals("done", client(Way.REST).begin(ARGUMENTS).yes().path("status").asString());
  }

  @Test
  void aViewerAndABadCallGetNoFurther() throws Exception {
    String viewer = server.viewer();
    refused(new WriteClient(server, Way.REST, viewer).once(ARGUMENTS), "needs the role analyst");
    for (String reason : List.of("", "  ab ", "\u200B\u200B\u200Bno", "x".repeat(501))) {
      String bad = Json.text(McpClient.parse(ARGUMENTS).put("reason", reason));
      refused(client(Way.MODERN).once(bad), "reason");
    }
    refused(client(Way.MODERN).once("{\"kind\":\"dns\",\"servers\":[]}"), "reason is missing");
    refused(
        client(Way.MODERN).once(Json.text(McpClient.parse(ARGUMENTS).put("kind", "dnss"))),
        "one of dns, ntp, dhcp, smtp, gateway");
    refused(
        client(Way.MODERN)
            .once(Json.text(McpClient.parse(ARGUMENTS).put("idempotency_key", "a b"))),
        "idempotency_key");
    nothingIsDone();
  }

  @Test
  void aStateOrAnswersOfTheWrongFormAreTold() throws Exception {
    for (String beside :
        List.of(
            "\"requestState\":5",
            "\"requestState\":\"%s\"".formatted("x".repeat(2_000)),
            "\"requestState\":\"x\",\"inputResponses\":[]",
            "\"requestState\":\"x\",\"inputResponses\":{\"confirm\":true}")) {
      McpClient plain = new McpClient(server);
      String params =
          "{\"name\":\"set_expected_servers\",\"arguments\":%s,%s}".formatted(ARGUMENTS, beside);
      var body = McpClient.modernBody("tools/call", params);
      ((tools.jackson.databind.node.ObjectNode)
              body.at("/params/_meta/io.modelcontextprotocol~1clientCapabilities"))
          .putObject("elicitation");
      var request =
          plain
              .modernRequest("tools/call", params)
              .setHeader("Authorization", "Bearer " + token)
              .POST(java.net.http.HttpRequest.BodyPublishers.ofString(Json.text(body)));
      JsonNode error = Json.parse(server.send(request).body()).path("error");
      assertEquals(-32602, error.path("code").asInt(), beside);
    }
    nothingIsDone();
  }
}
