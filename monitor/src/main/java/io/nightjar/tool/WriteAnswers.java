package io.nightjar.tool;

import static java.util.stream.Collectors.joining;

import io.nightjar.account.AuditEntry;
import io.nightjar.account.Caller;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Entity;
import io.nightjar.query.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is said of writes: to callers, to users, to the audit. */
final class WriteAnswers {
  private static final String FIRST_SHOW =
      "nothing is changed yet: tell your user the effect; only if they agree, call again with the"
          + " same arguments and confirm";

  private WriteAnswers() {}

  /** The answer to a call that needs no confirmation any more, or gets none. */
  static Payload of(
      String status, Change change, WriteTool<?> tool, Writing writing, Instant now, String note) {
    return payload(status, change, tool, writing, now, note, null);
  }

  /** The answer that asks for a confirmation. */
  static Payload unconfirmed(
      Change change, WriteTool<?> tool, Writing writing, Instant now, String confirm) {
    return payload("needs_confirmation", change, tool, writing, now, FIRST_SHOW, confirm);
  }

  private static Payload payload(
      String status,
      Change change,
      WriteTool<?> tool,
      Writing writing,
      Instant now,
      String note,
      @Nullable String confirm) {
    List<@Nullable Object> values =
        Arrays.asList(
            status,
            change.effect(),
            change.preview().isEmpty() ? null : change.preview(),
            tool.nature().undoTool(),
            Json.text(undo(change, writing)),
            confirm,
            confirm == null ? null : now.plus(Seal.LIFE));
    List<String> notes = note.isEmpty() ? List.of() : List.of(note);
    return Answers.payload(
        new Entity(Writes.FACTS, values, now, Source.LIVE, notes), -1, Answers.MAX_BYTES);
  }

  private static ObjectNode undo(Change change, Writing writing) {
    return change
        .undo()
        .deepCopy()
        .put("reason", UntrustedText.clean("undo: " + writing.reason(), Writing.MAX_REASON - 1));
  }

  /** An answer that was given before. */
  static Payload stored(String json) {
    try {
      ObjectNode structured = (ObjectNode) Json.parse(json);
      return new Payload(structured, Json.text(structured));
    } catch (Json.Malformed e) {
      throw new IllegalStateException("a stored result is not JSON", e);
    }
  }

  /** What a user says yes or no to. */
  static String question(Change change, WriteTool<?> tool, Writing writing) {
    String seen =
        change.preview().stream().map(line -> UntrustedText.clean(line) + "\n").collect(joining());
    return """
        %s: %s
        %sReason given: %s
        It can be taken back with %s."""
        .formatted(
            tool.card().title(), change.effect(), seen, writing.reason(), tool.nature().undoTool());
  }

  static AuditEntry audit(
      Change change, WriteTool<?> tool, Writing writing, Caller caller, Instant now) {
    return AuditEntry.change(
        now,
        caller.user(),
        tool.card().name(),
        change.subject(),
        change.effect() + "; reason: " + writing.reason() + "; token " + caller.tokenId());
  }
}
