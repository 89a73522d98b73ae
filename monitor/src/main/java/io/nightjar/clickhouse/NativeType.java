package io.nightjar.clickhouse;

import java.io.IOException;
import java.util.List;

/** How a column of one type lies in ClickHouse's Native format, and so where it ends. */
sealed interface NativeType {
  /** Copies what stands once before the values of a column. */
  default void copyState(NativeCopy copy) throws IOException {}

  /** Copies values. */
  void copyValues(NativeCopy copy, long rows) throws IOException;

  /** Values of as many bytes. */
  record Fixed(int bytes) implements NativeType {
    @Override
    public void copyValues(NativeCopy copy, long rows) throws IOException {
      copy.bytes(Math.multiplyExact(rows, bytes));
    }
  }

  /** Each a length and bytes. */
  record Text() implements NativeType {
    @Override
    public void copyValues(NativeCopy copy, long rows) throws IOException {
      for (long row = 0; row < rows; row++) {
        copy.bytes(copy.count());
      }
    }
  }

  /** A byte for each row that says whether it is NULL, then a value for each. */
  record Optional(NativeType of) implements NativeType {
    @Override
    public void copyState(NativeCopy copy) throws IOException {
      of.copyState(copy);
    }

    @Override
    public void copyValues(NativeCopy copy, long rows) throws IOException {
      copy.bytes(rows);
      of.copyValues(copy, rows);
    }
  }

  /** For each row where its elements end, then all elements. */
  record Several(NativeType of) implements NativeType {
    @Override
    public void copyState(NativeCopy copy) throws IOException {
      of.copyState(copy);
    }

    @Override
    public void copyValues(NativeCopy copy, long rows) throws IOException {
      if (rows > 0) {
        copy.bytes(Math.multiplyExact(rows - 1, Long.BYTES));
        of.copyValues(copy, copy.number());
      }
    }
  }

  /** One column after the other. */
  record Together(List<NativeType> parts) implements NativeType {
    @Override
    public void copyState(NativeCopy copy) throws IOException {
      for (NativeType part : parts) {
        part.copyState(copy);
      }
    }

    @Override
    public void copyValues(NativeCopy copy, long rows) throws IOException {
      for (NativeType part : parts) {
        part.copyValues(copy, rows);
      }
    }
  }

  /** A dictionary, and for each row a place in it. */
  record Dictionary(NativeType of) implements NativeType {
    private static final int SHARED = 1 << 8;
    private static final int OWN = 1 << 9;

    @Override
    public void copyState(NativeCopy copy) throws IOException {
      copy.bytes(Long.BYTES);
    }

    @Override
    public void copyValues(NativeCopy copy, long rows) throws IOException {
      if (rows == 0) {
        return;
      }
      long flags = copy.number();
      if ((flags & SHARED) != 0) {
        throw new IOException("the store's answer has a dictionary of another block");
      }
      if ((flags & OWN) != 0) {
        of.copyValues(copy, copy.number());
      }
      long places = copy.number();
      copy.bytes(Math.multiplyExact(places, 1L << (flags & 3)));
    }
  }
}
