package io.nightjar.mcp;

import io.nightjar.http.Endpoint;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Json;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The real endpoint, and before it the fixtures: they answer what names one of them, the real one
 * answers everything else, and its lists tell of both.
 */
final class ConformanceEndpoint implements Endpoint {
  private final McpEndpoint real;
  private final List<Fixture> fixtures;
  private final Questions questions = new Questions(new Telemetry());

  ConformanceEndpoint(McpEndpoint real, List<Fixture> fixtures) {
    this.real = real;
    this.fixtures = fixtures;
  }

  @Override
  public Reply answer(HttpRequest http) throws InterruptedException {
    try {
      return switch (Message.read(Json.parse(http.body()))) {
        case Message.Request request -> answer(http, request);
        case Message.Response response -> {
          questions.answer(http.authenticated(), response);
          yield real.answer(http);
        }
        case Message.Notification _ -> real.answer(http);
      };
    } catch (Json.Malformed | RpcProblem _) {
      return real.answer(http); // it says what is wrong
    }
  }

  private Reply answer(HttpRequest http, Message.Request request)
      throws RpcProblem, InterruptedException {
    boolean modern = McpEndpoint.isModern(http, request);
    Optional<Fixture> fixture =
        fixtures.stream().filter(each -> each.answers(request, modern)).findFirst();
    if (fixture.isEmpty()) {
      return completed(real.answer(http), request.method(), modern);
    }
    if (modern) {
      ModernHeaders.check(http, request);
    }
    return fixture
        .get()
        .reply(
            new FixtureRequest(http, request, modern, questions, OutputStream.nullOutputStream()));
  }

  /** A list with the fixtures in it, an introduction with what they can do. */
  private Reply completed(Reply reply, String method, boolean modern) {
    if (!(reply instanceof Reply.Full full && full.status() == 200 && full.body().hasRemaining())) {
      return reply;
    }
    ObjectNode answer;
    try {
      answer = (ObjectNode) Json.parse(full.body());
    } catch (Json.Malformed e) {
      throw new AssertionError("the endpoint answers with JSON", e);
    }
    if (method.equals("initialize")) {
      answer.withObject("result").withObject("capabilities").putObject("logging");
    } else if (answer.path("result").path(method.replace("/list", "")) instanceof ArrayNode list) {
      fixtures.stream()
          .filter(each -> each.isIn(method, modern))
          .forEach(each -> list.add(each.listed()));
    }
    return Reply.json(200, Json.bytes(answer)).with(full.headers());
  }
}
