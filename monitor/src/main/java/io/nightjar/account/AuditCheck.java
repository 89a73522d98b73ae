package io.nightjar.account;

import java.util.Optional;

/**
 * Follows the chain of the audit row by row and remembers the first row that breaks it. Not safe
 * from several threads.
 */
public final class AuditCheck {
  private final long first;
  private long last;
  private String hash;
  private Optional<String> broken = Optional.empty();

  /** A check of rows that follow the one with this number and hash. */
  public AuditCheck(long id, String hash) {
    this.first = id + 1;
    this.last = id;
    this.hash = hash;
  }

  /** Looks at the next row; whether the chain still holds. */
  public boolean add(AuditRow row) {
    if (broken.isEmpty()) {
      if (row.id() != last + 1) {
        broken = Optional.of("row " + (last + 1) + " is missing: row " + row.id() + " came");
      } else if (!row.follows(hash)) {
        broken = Optional.of("row " + row.id() + " was changed, or one before it");
      } else {
        last = row.id();
        hash = row.hash();
      }
    }
    return broken.isEmpty();
  }

  /** Looks at where the chain ends: rows cut off at its end leave no other sign. */
  void endsAt(long id, String endHash) {
    if (broken.isEmpty() && last < id) {
      broken = Optional.of("rows " + (last + 1) + " to " + id + " are missing at the end");
    } else if (broken.isEmpty() && last == id && !hash.equals(endHash)) {
      broken = Optional.of("row " + id + " is not the one that was written last");
    }
  }

  /** Is told that a row somebody noted down is not there. */
  public void lost(AuditTrail.Noted noted) {
    if (broken.isEmpty()) {
      broken =
          Optional.of(
              "row "
                  + noted.id()
                  + " is not there as it was noted: rows were cut off or rewritten");
    }
  }

  /** Why the chain does not hold; empty when it does. */
  public Optional<String> broken() {
    return broken;
  }

  /** The number the first row must have. */
  public long first() {
    return first;
  }

  /** The last row that follows. */
  public long last() {
    return last;
  }

  /** Its hash. */
  public String hash() {
    return hash;
  }
}
