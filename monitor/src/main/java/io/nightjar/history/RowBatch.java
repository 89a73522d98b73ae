package io.nightjar.history;

import io.nightjar.spool.EncodedBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Rows on their way into the store: one insert as a rule, several where one would be long or would
 * touch many partitions. Used by one thread.
 */
final class RowBatch<T> {
  private static final int BLOCK_ROWS = 4096;
  private static final int LONGEST_INSERT_BYTES = 12 << 20;

  /** Each month in an insert is a part of its own to the engine, and takes memory. */
  private static final int MOST_MONTHS = 300;

  /** About as long as a partition of the tables. */
  private static final long MONTH_SECONDS = 30L * 24 * 3600;

  private final RowFormat<T> format;
  private final List<T> rows = new ArrayList<>();
  private final ColumnBuffer bytes = new ColumnBuffer(1 << 12);
  private final Set<Long> months = new HashSet<>();

  RowBatch(RowFormat<T> format) {
    this.format = format;
  }

  void add(T row) {
    rows.add(row);
  }

  int rows() {
    return rows.size();
  }

  /** Encodes all rows and forgets them. */
  void encodeTo(Consumer<EncodedBatch> inserts) {
    rows.forEach(row -> months.add(month(row)));
    if (months.size() > MOST_MONTHS) {
      rows.sort(Comparator.comparingLong(format.seconds()));
    }
    months.clear();
    int encoded = 0;
    for (int i = 0; i < rows.size(); ) {
      List<T> block = block(i);
      format.encoding().write(block, bytes);
      i += block.size();
      boolean full = bytes.length() >= LONGEST_INSERT_BYTES || months.size() >= MOST_MONTHS;
      if (full || i == rows.size()) {
        inserts.accept(insert(i - encoded));
        encoded = i;
        bytes.clear();
        months.clear();
      }
    }
    rows.clear();
  }

  private EncodedBatch insert(int count) {
    return new EncodedBatch(
        UUID.randomUUID().toString(),
        format.table(),
        format.columns(),
        count,
        ByteBuffer.wrap(Arrays.copyOf(bytes.array(), bytes.length())));
  }

  /** The rows from here on that go into one block, which ends where months become many. */
  private List<T> block(int from) {
    int most = Math.min(from + BLOCK_ROWS, rows.size());
    int to = from;
    while (to < most && months.size() < MOST_MONTHS) {
      months.add(month(rows.get(to++)));
    }
    return rows.subList(from, to);
  }

  private long month(T row) {
    return Math.floorDiv(format.seconds().applyAsLong(row), MONTH_SECONDS);
  }
}
