package io.nightjar.clickhouse;

import io.nightjar.account.AuditEntry;
import io.nightjar.account.CallAudit;
import io.nightjar.history.HistoryException;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.tool.CallRecord;
import io.nightjar.tool.MaskedArguments;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * A statement's row in the audit, written when its answer has been sent: as a call of {@code
 * query}, which asks the same.
 */
final class StatementAudit {
  private static final String TOOL = "query";

  private final CallAudit audit;
  private final CallRecord record;

  StatementAudit(CallAudit audit, HttpRequest request, String sql) {
    this.audit = audit;
    this.record = CallRecord.of(request.authenticated(), TOOL, "{}", MaskedArguments.sql(sql));
  }

  /** The reply, which is written down once it is sent. */
  Reply of(Reply reply) {
    return switch (reply) {
      case Reply.Full full -> {
        ended(AuditEntry.ANSWERED, full.body().remaining());
        yield full;
      }
      case Reply.Stream stream ->
          new Reply.Stream(
              stream.headers(), stream.contentType(), out -> send(stream.writer(), out));
    };
  }

  void refused(HistoryException e) {
    ended(e.kind().name().toLowerCase(Locale.ROOT), 0);
  }

  private void send(Reply.Writer writer, OutputStream out)
      throws IOException, InterruptedException {
    Counted counted = new Counted(out);
    boolean whole = false;
    try {
      writer.writeTo(counted);
      whole = true;
    } finally {
      ended(whole ? AuditEntry.ANSWERED : "cancelled", counted.bytes);
    }
  }

  /** How many rows went out is not known: they are passed on as they come. */
  private void ended(String outcome, long bytes) {
    audit.note(record.ended(outcome, 0, bytes));
  }

  private static final class Counted extends FilterOutputStream {
    private long bytes;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
      out.write(b, offset, length);
      bytes += length;
    }
  }
}
