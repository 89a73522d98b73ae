package io.nightjar.history;

import io.nightjar.flow.FlowRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Flow records on their way into the store: one insert as a rule, several where one would be long
 * or would touch many partitions. Used by one thread.
 */
final class FlowBatch {
  private static final int BLOCK_ROWS = 4096;
  private static final int LONGEST_INSERT_BYTES = 12 << 20;

  /** Each month in an insert is a part of its own to the engine, and takes memory. */
  private static final int MOST_MONTHS = 300;

  /** About as long as a partition of the table. */
  private static final long MONTH_NANOS = 30L * 24 * 3600 * 1_000_000_000;

  private final List<FlowRecord> records = new ArrayList<>();
  private final ColumnBuffer bytes = new ColumnBuffer(1 << 16);
  private final Set<Long> months = new HashSet<>();

  void add(FlowRecord record) {
    records.add(record);
  }

  int rows() {
    return records.size();
  }

  /** Sends all records and forgets them. */
  void send(BatchSender sender) {
    noteMonths(records);
    if (months.size() > MOST_MONTHS) {
      records.sort(Comparator.comparingLong(FlowRecord::firstSeenNanos));
    }
    months.clear();
    int sent = 0;
    for (int i = 0; i < records.size(); ) {
      List<FlowRecord> block = block(i);
      FlowColumns.write(block, bytes);
      i += block.size();
      boolean full = bytes.length() >= LONGEST_INSERT_BYTES || months.size() >= MOST_MONTHS;
      if (full || i == records.size()) {
        sender.send(bytes, i - sent);
        sent = i;
        bytes.clear();
        months.clear();
      }
    }
    records.clear();
  }

  /** The records from here on that go into one block, which ends where months become many. */
  private List<FlowRecord> block(int from) {
    int most = Math.min(from + BLOCK_ROWS, records.size());
    int to = from;
    while (to < most && months.size() < MOST_MONTHS) {
      months.add(month(records.get(to++)));
    }
    return records.subList(from, to);
  }

  private void noteMonths(List<FlowRecord> of) {
    of.forEach(record -> months.add(month(record)));
  }

  private static long month(FlowRecord record) {
    return Math.floorDiv(record.firstSeenNanos(), MONTH_NANOS);
  }
}
