package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.tool.Call;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Requests of 2026-07-28: each stands for itself, there is no session. */
final class ModernEra {
  private static final long LIST_TTL_MILLIS = 300_000;

  private final ServerIdentity identity;
  private final Catalogue catalogue;
  private final ToolDescriptions descriptions;
  private final GuideMethods guide;
  private final Subscriptions subscriptions;
  private final Map<String, Set<String>> neededCapabilities;

  /**
   * An era.
   *
   * @param neededCapabilities by tool, what a client must be able to do to call it
   */
  ModernEra(
      ServerIdentity identity,
      Catalogue catalogue,
      ToolDescriptions descriptions,
      GuideMethods guide,
      Subscriptions subscriptions,
      Map<String, Set<String>> neededCapabilities) {
    this.identity = identity;
    this.catalogue = catalogue;
    this.descriptions = descriptions;
    this.guide = guide;
    this.subscriptions = subscriptions;
    this.neededCapabilities = neededCapabilities;
  }

  Reply answer(HttpRequest http, Message.Request request) throws RpcProblem, InterruptedException {
    ModernHeaders.check(http, request);
    return switch (request.method()) {
      case "server/discover" -> json(request, cached(discover()));
      case "tools/list" -> json(request, cached(descriptions.list(http.authenticated())));
      case "tools/call" -> call(http, request);
      case "completion/complete",
          "prompts/get",
          "prompts/list",
          "resources/list",
          "resources/read",
          "resources/templates/list" ->
          json(request, guide.result(request, http.authenticated(), true));
      case "subscriptions/listen" -> subscriptions.listen(http, request, complete(Json.object()));
      default -> throw RpcProblem.unknownMethod(request.method());
    };
  }

  private ObjectNode discover() {
    ObjectNode result = Json.object();
    result.putArray("supportedVersions").add(Protocol.MODERN);
    result.set("capabilities", identity.capabilities());
    return result.put("instructions", identity.instructions());
  }

  private static ObjectNode cached(ObjectNode result) {
    return result.put("ttlMs", LIST_TTL_MILLIS).put("cacheScope", "private");
  }

  private ObjectNode complete(ObjectNode result) {
    return introduced(result.put("resultType", "complete"));
  }

  private ObjectNode introduced(ObjectNode result) {
    result.withObject(Protocol.META).set(Protocol.SERVER_INFO, identity.info());
    return result;
  }

  private Reply json(Message.Request request, ObjectNode result) {
    return Reply.json(200, Json.bytes(request.answer(complete(result))));
  }

  private Reply call(HttpRequest http, Message.Request request)
      throws RpcProblem, InterruptedException {
    ToolArguments asked = ToolArguments.of(request);
    checkCapabilities(request, asked.name());
    ParamHeaders.check(http, catalogue.ownSchema(asked.name()), asked.arguments());
    Progress progress = Progress.of(request);
    Call call =
        Introduction.of(http, request)
            .call(
                () ->
                    catalogue.start(
                        asked.name(),
                        asked.arguments(),
                        http.authenticated(),
                        InputRequired.consent(request)));
    boolean handedOn = false;
    try {
      if (!EventStream.isAcceptedBy(http)) {
        return Reply.json(200, Json.bytes(request.answer(result(call.await()))));
      }
      Optional<Outcome> quick = call.await(CallStream.QUICK);
      if (quick.isPresent()) {
        return Reply.json(200, Json.bytes(request.answer(result(quick.get()))));
      }
      handedOn = true;
      return EventStream.reply(out -> stream(out, request, call, progress));
    } finally {
      if (!handedOn) {
        call.cancel(); // no one waits for it any more
      }
    }
  }

  private ObjectNode result(Outcome outcome) throws RpcProblem {
    InputRequired.checkState(outcome);
    return outcome instanceof Outcome.Question question
        ? introduced(InputRequired.result(question))
        : complete(ToolResult.of(outcome));
  }

  private void checkCapabilities(Message.Request request, String tool) throws RpcProblem {
    ObjectNode missing = Json.object();
    for (String needed : neededCapabilities.getOrDefault(tool, Set.of())) {
      if (!request.meta().path(Protocol.CLIENT_CAPABILITIES).has(needed)) {
        missing.putObject(needed);
      }
    }
    if (!missing.isEmpty()) {
      throw RpcProblem.missingCapability(missing);
    }
  }

  /** In this era a client that closes the stream has cancelled the call. */
  private void stream(
      java.io.OutputStream out, Message.Request request, Call call, Progress progress)
      throws java.io.IOException, InterruptedException {
    try {
      EventStream.message(out, request.answer(result(CallStream.await(out, call, progress))));
    } catch (RpcProblem problem) {
      EventStream.message(out, problem.answer(Optional.of(request.id())));
    } finally {
      call.cancel();
    }
  }
}
