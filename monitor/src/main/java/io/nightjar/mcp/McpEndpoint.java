package io.nightjar.mcp;

import io.nightjar.guide.Guide;
import io.nightjar.http.Endpoint;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.http.Route;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Changes;
import io.nightjar.tool.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The MCP endpoint: Streamable HTTP in both eras of the protocol. A request that names its version
 * in {@code _meta}, or one in its header that is not legacy, is modern.
 */
public final class McpEndpoint implements Endpoint, AutoCloseable {
  /** The endpoint's path, and ntopng's, whose clients then work unchanged. */
  private static final List<String> PATHS = List.of("/mcp", "/lua/rest/v2/exec/llm/mcp.lua");

  private final ModernEra modern;
  private final LegacyEra legacy;
  private final Subscriptions subscriptions;
  private final LegacyStreams legacyStreams;
  private final MessageCounters counters;

  /** An endpoint for these tools, with what their declarations tell of them. */
  public McpEndpoint(ServerIdentity identity, Catalogue catalogue, Telemetry telemetry) {
    this(identity, catalogue, Guide.declared(catalogue), telemetry);
  }

  /** An endpoint for these tools, none of which needs anything of its client. */
  public McpEndpoint(
      ServerIdentity identity, Catalogue catalogue, Guide guide, Telemetry telemetry) {
    this(identity, catalogue, guide, telemetry, Map.of());
  }

  /**
   * An endpoint for these tools.
   *
   * @param neededCapabilities by tool, the capabilities a client must have declared to call it
   */
  public McpEndpoint(
      ServerIdentity identity,
      Catalogue catalogue,
      Guide guide,
      Telemetry telemetry,
      Map<String, Set<String>> neededCapabilities) {
    ToolDescriptions descriptions = new ToolDescriptions(catalogue);
    GuideMethods guideMethods = new GuideMethods(guide);
    WatchedStates states = new WatchedStates(guide.resources());
    subscriptions = new Subscriptions(states, telemetry);
    legacyStreams = new LegacyStreams(states, subscriptions);
    modern =
        new ModernEra(
            identity, catalogue, descriptions, guideMethods, subscriptions, neededCapabilities);
    legacy =
        new LegacyEra(
            identity,
            catalogue,
            descriptions,
            guideMethods,
            legacyStreams,
            new Questions(telemetry));
    counters = new MessageCounters(telemetry);
  }

  /** Whom to tell of changes that clients may listen to. */
  public Changes changes() {
    return subscriptions;
  }

  /** The routes of the endpoint. */
  public List<Route> routes() {
    return PATHS.stream()
        .flatMap(path -> Stream.of(Route.post(path, this), Route.get(path, this::listen)))
        .map(route -> route.speaking(new McpDialect()))
        .toList();
  }

  /** The stream of a legacy session; there is nothing else to get. */
  private Reply listen(HttpRequest http) {
    try {
      return legacyStreams
          .listen(http)
          .orElseGet(() -> new McpDialect().postOnly().with(Map.of("Allow", "POST")));
    } catch (RpcProblem problem) {
      return error(problem, Optional.empty());
    }
  }

  @Override
  public Reply answer(HttpRequest http) throws InterruptedException {
    Optional<JsonNode> id = Optional.empty();
    try {
      JsonNode body = Json.parse(http.body());
      if (body instanceof ArrayNode batch) {
        return batch(http, batch);
      }
      id = Optional.of(body.path("id")).filter(Message::isId);
      return answer(http, Message.read(body));
    } catch (Json.Malformed e) {
      return error(RpcProblem.notJson(String.valueOf(e.getMessage())), Optional.empty());
    } catch (RpcProblem problem) {
      return error(problem, id);
    }
  }

  private static Reply error(RpcProblem problem, Optional<JsonNode> id) {
    return Reply.json(problem.httpStatus(), Json.bytes(problem.answer(id)));
  }

  private Reply answer(HttpRequest http, Message message) throws RpcProblem, InterruptedException {
    return switch (message) {
      case Message.Response response -> {
        legacy.hear(http, response);
        yield Reply.empty(202);
      }
      case Message.Notification notification -> {
        legacy.hear(http, notification);
        yield Reply.empty(202);
      }
      case Message.Request request -> {
        boolean isModern = isModern(http, request);
        counters.count(isModern, request.method());
        yield isModern ? modern.answer(http, request) : legacy.reply(http, request);
      }
    };
  }

  /** The era of a request. */
  static boolean isModern(HttpRequest http, Message.Request request) {
    return request.meta().has(Protocol.PROTOCOL_VERSION)
        || http.header(Protocol.VERSION_HEADER)
            .filter(version -> !Protocol.LEGACY.contains(version))
            .isPresent();
  }

  private Reply batch(HttpRequest http, ArrayNode batch) throws RpcProblem, InterruptedException {
    String version = http.header(Protocol.VERSION_HEADER).orElse(Protocol.OLDEST);
    if (!version.equals(Protocol.OLDEST)) {
      throw RpcProblem.invalidRequest("batches ended with " + Protocol.OLDEST + ": send one");
    }
    LegacyEra.checkSize(batch);
    Optional<Reply> tooMany =
        batch.size() > 1 ? http.more().apply(batch.size() - 1) : Optional.empty();
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    ArrayNode answers = legacy.answers(http, batch);
    return answers.isEmpty() ? Reply.empty(202) : Reply.json(200, Json.bytes(answers));
  }

  /** Ends open streams; called before the server is closed. */
  @Override
  public void close() {
    subscriptions.end();
  }
}
