package io.nightjar.account;

/** Where calls of tools are written down. */
public interface CallAudit {
  /** Writes nothing down. */
  CallAudit NONE =
      new CallAudit() {
        @Override
        public void note(AuditEntry entry) {}

        @Override
        public boolean record(AuditEntry entry) {
          return true;
        }
      };

  /** Takes a row of a call that changes nothing; never waits. */
  void note(AuditEntry entry);

  /** Writes a row of a call that changes something; false when it cannot be written now. */
  boolean record(AuditEntry entry);
}
