package io.nightjar.tool;

import io.nightjar.account.AuditFilter;
import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.AuditRows;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asked for what, and who changed what. */
public final class ListAudit implements Tool<ListAudit.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Nullable @Argument("only of this user; console for the command line") String user,
      @Nullable @Argument(value = "only this tool or change", example = "token.create") String tool,
      @Nullable @Argument("only with this outcome, as rows show it") String outcome,
      @Nullable @Argument("start: ISO time, epoch seconds, -6h, -7d") String from,
      @Nullable @Argument("end, in the same forms") String to,
      Paging paging)
      implements Paging.InPages {}

  private final AuditRows audit;

  /** Answers from these. */
  public ListAudit(AuditRows audit) {
    this.audit = audit;
  }

  @Override
  public Card card() {
    return new Card(
        "list_audit",
        "Audit",
        "Calls of tools and changes of users and tokens, newest first: who, from where, what, outcome.",
        """
        {"tool": "query", "from": "-1d"}""",
        Role.ADMIN,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return AuditRows.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    AuditFilter filter =
        new AuditFilter(
            arguments.user(),
            arguments.tool(),
            arguments.outcome(),
            time("from", arguments.from()),
            time("to", arguments.to()));
    return Pages.withCursor(Ask.question(() -> audit.list(filter, page)), page);
  }

  private static @Nullable Instant time(String argument, @Nullable String text) throws ToolProblem {
    return text == null ? null : TimeText.parse(argument, text);
  }
}
