package io.nightjar.mcp;

import io.nightjar.account.Visit;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.tool.Call;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Consent;
import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A legacy call whose answer may be a stream: with progress where that was asked for, and with a
 * question to the client's user where the tool writes.
 */
final class LegacyCall {
  /** The longest a question waits; the confirmation in it works no longer. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private final Catalogue catalogue;
  private final LegacyCalls calls;
  private final Questions questions;
  private final HttpRequest http;
  private final Message.Request request;
  private final ToolArguments asked;
  private final Progress progress;
  private final Visit visit;

  LegacyCall(
      Catalogue catalogue,
      LegacyCalls calls,
      Questions questions,
      HttpRequest http,
      Message.Request request)
      throws RpcProblem {
    this.catalogue = catalogue;
    this.calls = calls;
    this.questions = questions;
    this.http = http;
    this.request = request;
    this.asked = ToolArguments.of(request);
    this.progress = Progress.of(request);
    this.visit = Introduction.of(http, request);
  }

  /** Whether the client's answer may have to be a stream. */
  static boolean mayStream(HttpRequest http, Message.Request request) {
    return request.method().equals("tools/call")
        && EventStream.isAcceptedBy(http)
        && (LegacySession.canBeAsked(http) || request.meta().has("progressToken"));
  }

  /** The answer: JSON when it is there at once and needs no question. */
  Reply reply() throws RpcProblem, InterruptedException {
    Call call = start(LegacySession.canBeAsked(http) ? Consent.TO_BE_ASKED : Consent.BY_VALUE);
    boolean handedOn = false;
    try {
      Optional<Outcome> quick = call.await(CallStream.QUICK);
      if (quick.isPresent() && !(quick.get() instanceof Outcome.Question)) {
        ObjectNode answer = request.answer(ToolResult.of(quick.get()));
        return Reply.json(200, Json.bytes(answer));
      }
      handedOn = true;
      return EventStream.reply(out -> stream(out, call));
    } finally {
      if (!handedOn) {
        end(call);
      }
    }
  }

  private Call start(Consent consent) {
    Call call =
        visit.call(
            () -> catalogue.start(asked.name(), asked.arguments(), http.authenticated(), consent));
    calls.add(http, request.id(), call::cancel);
    return call;
  }

  private void end(Call call) {
    calls.remove(http, request.id());
    call.cancel();
  }

  private void stream(OutputStream out, Call first) throws IOException, InterruptedException {
    ObjectNode answer;
    try {
      Outcome outcome = await(out, first);
      if (outcome instanceof Outcome.Question question) {
        outcome = await(out, start(new Consent.Asked(question.state(), word(out, question))));
      }
      answer = request.answer(ToolResult.of(outcome));
    } catch (RpcProblem problem) {
      answer = problem.answer(Optional.of(request.id()));
    }
    EventStream.message(out, answer);
  }

  private Outcome await(OutputStream out, Call call) throws IOException, InterruptedException {
    try {
      return CallStream.await(out, call, progress);
    } finally {
      end(call);
    }
  }

  private Consent.Word word(OutputStream out, Outcome.Question question)
      throws RpcProblem, IOException, InterruptedException {
    Questions.Open open =
        questions
            .ask(http.authenticated())
            .orElseThrow(() -> RpcProblem.tooMany("too many questions wait for users; try later"));
    calls.add(http, request.id(), () -> open.answer().complete(Json.object()));
    try {
      ObjectNode message =
          Json.object()
              .put("jsonrpc", "2.0")
              .put("id", open.id())
              .put("method", Elicitation.METHOD);
      message.set("params", Elicitation.params(question));
      EventStream.message(out, message);
      return Elicitation.word(answer(out, open));
    } finally {
      calls.remove(http, request.id());
      questions.close(open);
    }
  }

  /** The user's answer; nothing when none comes in time. */
  private static JsonNode answer(OutputStream out, Questions.Open open)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        return open.answer().get(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        EventStream.keepAlive(out);
      } catch (ExecutionException e) {
        throw new AssertionError("a question ends with an answer", e);
      }
    }
    return Json.object();
  }
}
