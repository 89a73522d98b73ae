package io.nightjar.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's own compression ({@code compress=1}): blocks of checksum, method, both lengths and
 * LZ4. The end of the answer is the end of the last block.
 */
/*
 *  0        16     17                 21                   25
 *  | CityHash | 0x82 | length from 16 | length when opened | LZ4 ...
 */
final class Lz4Blocks extends OutputStream {
  private static final int CHECKSUM_BYTES = 16;
  private static final int HEADER_BYTES = 9;
  private static final byte LZ4 = (byte) 0x82;
  private static final int BLOCK_BYTES = 1 << 16;

  private static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();

  private final OutputStream out;
  private final byte[] plain = new byte[BLOCK_BYTES];
  private final byte[] packed =
      new byte[CHECKSUM_BYTES + HEADER_BYTES + COMPRESSOR.maxCompressedLength(BLOCK_BYTES)];
  private int filled;

  Lz4Blocks(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int left = length;
    while (left > 0) {
      int now = Math.min(left, BLOCK_BYTES - filled);
      System.arraycopy(bytes, at, plain, filled, now);
      filled += now;
      at += now;
      left -= now;
      if (filled == BLOCK_BYTES) {
        block();
      }
    }
  }

  /** Writes what is left as a block. */
  void finish() throws IOException {
    if (filled > 0) {
      block();
    }
  }

  private void block() throws IOException {
    int start = CHECKSUM_BYTES + HEADER_BYTES;
    int length =
        HEADER_BYTES + COMPRESSOR.compress(plain, 0, filled, packed, start, packed.length - start);
    ByteBuffer head = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    head.position(CHECKSUM_BYTES);
    head.put(LZ4).putInt(length).putInt(filled);
    CityHash.Hash hash = CityHash.of(packed, CHECKSUM_BYTES, length);
    head.rewind().putLong(hash.low()).putLong(hash.high());
    out.write(packed, 0, CHECKSUM_BYTES + length);
    filled = 0;
  }
}
