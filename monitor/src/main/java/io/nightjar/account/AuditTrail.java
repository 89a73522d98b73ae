package io.nightjar.account;

import java.sql.PreparedStatement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The audit as operators and admins read it. Safe from several threads and processes. */
public final class AuditTrail {
  /** Rows read at one time, so that nobody waits long for the file. */
  private static final int PAGE = 2_000;

  /** A row somebody noted down earlier: it must still be there. */
  public record Noted(long id, String hash) {}

  private final Supplier<Database> database;
  private final InstantSource clock;

  AuditTrail(Supplier<Database> database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Rows that match, newest first; one more than asked for tells that there are more. */
  public List<AuditRow> newest(AuditFilter filter, long offset, int limit) {
    return database.get().read(connection -> Audit.rows(connection, filter, offset, limit));
  }

  /** Where the chain begins and ends. */
  public AuditState state() {
    return database.get().read(AuditState::read);
  }

  /** Hands out every row in order. */
  public void each(Consumer<AuditRow> reader) {
    AuditState state = state();
    upTo(state.headId(), state.archivedId(), reader);
  }

  private void upTo(long end, long start, Consumer<AuditRow> reader) {
    long at = start;
    while (at < end) {
      long from = at;
      List<AuditRow> page =
          database.get().read(connection -> Audit.after(connection, from, PAGE)).stream()
              .filter(row -> row.id() <= end)
              .toList();
      if (page.isEmpty()) {
        return;
      }
      page.forEach(reader);
      at = page.getLast().id();
    }
  }

  /** Follows the chain; rows written meanwhile are not looked at. */
  public AuditCheck verify(Optional<Noted> noted) {
    AuditState state = state();
    AuditCheck check = new AuditCheck(state.archivedId(), state.archivedHash());
    boolean[] seen = {noted.isEmpty() || noted.get().id() <= state.archivedId()};
    upTo(
        state.headId(),
        state.archivedId(),
        row -> {
          boolean holds = check.add(row);
          seen[0] |= holds && noted.filter(each -> is(row, each)).isPresent();
        });
    check.endsAt(state.headId(), state.headHash());
    if (!seen[0]) {
      noted.ifPresent(check::lost);
    }
    return check;
  }

  private static boolean is(AuditRow row, Noted noted) {
    return row.id() == noted.id() && row.hash().equals(noted.hash());
  }

  /**
   * Moves all rows there are to an archive and begins anew behind them; the chain goes on.
   *
   * @param archive takes the rows in order
   * @param kept called once it has all; nothing is removed unless it returns
   * @return the check of what was moved; nothing is removed when it is broken
   */
  public AuditCheck archive(String actor, Consumer<AuditRow> archive, Runnable kept) {
    AuditState state = state();
    AuditCheck check = new AuditCheck(state.archivedId(), state.archivedHash());
    long[] bytes = {0};
    upTo(
        state.headId(),
        state.archivedId(),
        row -> {
          if (check.add(row)) {
            bytes[0] += row.entry().size();
            archive.accept(row);
          }
        });
    check.endsAt(state.headId(), state.headHash());
    kept.run();
    if (check.broken().isEmpty() && check.last() >= check.first()) {
      remove(actor, check, bytes[0]);
    }
    return check;
  }

  private void remove(String actor, AuditCheck moved, long bytes) {
    String detail =
        "rows %d to %d, the last %s".formatted(moved.first(), moved.last(), moved.hash());
    long removed =
        database
            .get()
            .write(
                connection -> {
                  AuditState.read(connection)
                      .archivedTo(moved.last(), moved.hash(), bytes)
                      .write(connection);
                  Audit.append(
                      connection,
                      AuditEntry.change(clock.instant(), actor, "audit.archive", "", detail));
                  try (PreparedStatement delete =
                      connection.prepareStatement("DELETE FROM audit WHERE id <= ?")) {
                    delete.setLong(1, moved.last());
                    return (long) delete.executeUpdate();
                  }
                });
    if (removed != moved.last() - moved.first() + 1) {
      throw new AccountException("the audit changed while it was archived: verify it");
    }
  }
}
