package io.nightjar.history;

import io.nightjar.flow.FlowRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Flow records on their way into one insert, in Native format. Encoded in blocks, so that only a
 * block's records are held. Used by one thread.
 */
final class FlowBatch {
  private static final int BLOCK_ROWS = 8192;

  private final ColumnBuffer bytes = new ColumnBuffer(1 << 16);
  private final List<FlowRecord> block = new ArrayList<>(BLOCK_ROWS);
  private int encoded;

  void add(FlowRecord record) {
    block.add(record);
    if (block.size() == BLOCK_ROWS) {
      encode();
    }
  }

  int rows() {
    return encoded + block.size();
  }

  /** Bytes of the whole blocks so far. */
  int lengthBytes() {
    return bytes.length();
  }

  /** All rows. */
  ColumnBuffer encoded() {
    encode();
    return bytes;
  }

  void clear() {
    bytes.clear();
    block.clear();
    encoded = 0;
  }

  private void encode() {
    if (!block.isEmpty()) {
      FlowColumns.write(block, bytes);
      encoded += block.size();
      block.clear();
    }
  }
}
