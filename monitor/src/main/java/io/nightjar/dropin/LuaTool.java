package io.nightjar.dropin;

import io.nightjar.net.UntrustedText;
import io.nightjar.query.Answer;
import io.nightjar.tool.Json;
import io.nightjar.tool.JsonTool;
import io.nightjar.tool.Tool;
import io.nightjar.tool.ToolProblem;
import java.util.concurrent.RejectedExecutionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool written in Lua, as ntopng's are: its handler takes the arguments and returns a text. */
record LuaTool(ToolSource.Lua source, LuaSandbox sandbox, NtopObjects objects) implements JsonTool {
  private static final System.Logger LOG = System.getLogger(LuaTool.class.getName());

  /** ntopng's one argument: JSON as text, or any other text. */
  private static final String CONTENT = "content";

  @Override
  public Tool.Card card() {
    return source.card();
  }

  @Override
  public ObjectNode inputSchema() {
    ObjectNode schema = Json.object().put("type", "object");
    schema
        .putObject("properties")
        .putObject(CONTENT)
        .put("type", "string")
        .put("description", "All arguments as JSON text, in place of naming them.");
    return schema.put("additionalProperties", true);
  }

  @Override
  public Answer call(ObjectNode arguments) throws ToolProblem {
    LuaSandbox.Ended ended = run(content(arguments));
    return switch (ended.kind()) {
      case "answered" -> LuaAnswer.of(ended.text(), warning(ended));
      case "refused" -> throw refused(ended.text());
      case "stopped" ->
          throw new ToolProblem(
              ToolProblem.Kind.UNAVAILABLE,
              card().name() + " was stopped: " + LuaFile.stopped(ended, sandbox),
              "ask for less, or mend the file of this tool");
      default -> throw failed(ended.text());
    };
  }

  private static String content(ObjectNode arguments) {
    JsonNode content = arguments.path(CONTENT);
    if (arguments.size() != 1 || content.isMissingNode()) {
      return Json.text(arguments);
    }
    return content.isString() ? content.stringValue() : Json.text(content);
  }

  private LuaSandbox.Ended run(String content) throws ToolProblem {
    try {
      return sandbox.run(objects::answer, "call", source.text(), source.file(), content);
    } catch (RejectedExecutionException _) {
      throw new ToolProblem(
          ToolProblem.Kind.UNAVAILABLE,
          "too many tools of one's own run already",
          "call again in a few seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the call was given up", e);
    }
  }

  private boolean warning(LuaSandbox.Ended ended) {
    String warning = ended.warning();
    if (warning != null) {
      log("warns: " + warning);
    }
    return warning != null;
  }

  /** What a handler says to its caller in place of an answer. */
  private ToolProblem refused(String why) {
    String words = why.isBlank() ? "there is no answer" : UntrustedText.clean(why);
    return new ToolProblem(
        ToolProblem.Kind.INVALID, card().name() + " answered: " + words, "change the arguments");
  }

  private ToolProblem failed(String error) {
    log("failed: " + error);
    int line = LuaFile.line(source.file(), error);
    return new ToolProblem(
        ToolProblem.Kind.UNAVAILABLE,
        card().name() + " failed at line " + line + " of its file",
        "the monitor's log says why; whoever wrote the file can mend it");
  }

  private void log(String what) {
    LOG.log(
        System.Logger.Level.WARNING,
        () -> "own tool " + source.file() + " " + UntrustedText.clean(what));
  }
}
