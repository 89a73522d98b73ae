package io.nightjar.history;

import io.nightjar.spool.EncodedBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Rows on their way into the store: one insert as a rule, several where one would be long. Used by
 * one thread.
 */
final class RowBatch<T> {
  private static final int BLOCK_ROWS = 4096;
  private static final int LONGEST_INSERT_BYTES = 12 << 20;

  private final RowFormat<T> format;
  private final List<T> rows = new ArrayList<>();
  private final ColumnBuffer bytes = new ColumnBuffer(1 << 12);

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
    int encoded = 0;
    for (int i = 0; i < rows.size(); ) {
      List<T> block = rows.subList(i, Math.min(i + BLOCK_ROWS, rows.size()));
      format.encoding().write(block, bytes);
      i += block.size();
      if (bytes.length() >= LONGEST_INSERT_BYTES || i == rows.size()) {
        inserts.accept(insert(i - encoded));
        encoded = i;
        bytes.clear();
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
}
