package io.nightjar.history;

import java.util.Set;

/** What becomes of a batch that the store did not take. */
enum InsertFailure {
  /** The store is away or has no room now: the batch waits as long as that lasts. */
  WAIT,
  /** A table is missing: it is made, then the batch is sent again. */
  MAKE_TABLES,
  /** It may have been chance: the batch is sent some more times. */
  TRY_AGAIN,
  /** These rows can never be inserted. */
  FINAL;

  private static final int NOT_ENOUGH_SPACE = 243;

  /**
   * By ClickHouse's list: read-only table, keeper away, no memory beside what others use, no space,
   * too many parts.
   */
  private static final Set<Integer> PASSING = Set.of(225, 241, 242, NOT_ENOUGH_SPACE, 252, 999);

  /** Unknown table, unknown database. */
  private static final Set<Integer> MISSING = Set.of(60, 81);

  /** Columns, types and syntax that do not fit. */
  private static final Set<Integer> MISFIT = Set.of(6, 8, 10, 16, 27, 44, 47, 50, 53, 62, 117, 441);

  static InsertFailure of(HistoryException e) {
    if (e.kind() == HistoryException.Kind.UNAVAILABLE
        || PASSING.contains(e.code())
        || isDiskFull(e)) {
      return WAIT;
    }
    if (MISSING.contains(e.code())) {
      return MAKE_TABLES;
    }
    return MISFIT.contains(e.code()) ? FINAL : TRY_AGAIN;
  }

  /** Whether the store has no room on its disk. */
  static boolean isDiskFull(HistoryException e) {
    return e.code() == NOT_ENOUGH_SPACE || e.getMessage().contains("No space left on device");
  }
}
