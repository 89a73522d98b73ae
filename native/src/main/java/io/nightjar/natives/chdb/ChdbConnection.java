package io.nightjar.natives.chdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * One session with the engine: its settings are its own; one statement at a time, by one thread.
 */
public final class ChdbConnection implements AutoCloseable {
  private static final int CHUNK_BYTES = 256 * 1024;

  /** sizeof(chdb_query_analysis_v1): struct_size, statement_count, flags, query_class. */
  private static final int ANALYSIS_BYTES = 16;

  private final ChdbLibrary library;
  private final MemorySegment pointer;
  private final MemorySegment handle;

  ChdbConnection(ChdbLibrary library, MemorySegment pointer) {
    this.library = library;
    this.pointer = pointer;
    this.handle = pointer.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
  }

  /**
   * Runs a statement to its end.
   *
   * @param format of the result, where the statement names none
   * @throws ChdbException when the engine refuses or fails
   */
  public ChdbResult query(String sql, String format) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statement = bytes(arena, sql);
      MemorySegment name = bytes(arena, format);
      return result(library.query(handle, statement, statement.byteSize(), name, name.byteSize()));
    }
  }

  /** Runs a statement whose result does not matter. */
  public void execute(String sql) {
    query(sql, "Null").close();
  }

  /**
   * Inserts rows.
   *
   * @param insert {@code INSERT INTO table (columns)}, without FORMAT
   * @param format of the rows, {@code RowBinary} say
   * @throws ChdbException when the engine refuses or fails; nothing or a part may have been written
   * @throws IOException when the rows cannot be read; then the insert is cancelled
   */
  public ChdbResult insert(String insert, String format, InputStream rows) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment statement = bytes(arena, insert);
      MemorySegment name = bytes(arena, format);
      MemorySegment stream =
          library.streamInsert(handle, statement, statement.byteSize(), name, name.byteSize());
      try {
        refuseFailed(stream);
        append(stream, rows, arena.allocate(CHUNK_BYTES));
        return result(library.streamDone(stream));
      } finally {
        library.destroyInsertStream(stream);
      }
    }
  }

  private void append(MemorySegment stream, InputStream rows, MemorySegment chunk)
      throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES];
    for (int n = rows.readNBytes(buffer, 0, CHUNK_BYTES);
        n > 0;
        n = rows.readNBytes(buffer, 0, CHUNK_BYTES)) {
      MemorySegment.copy(buffer, 0, chunk, JAVA_BYTE, 0, n);
      if (library.streamAppend(stream, chunk, n) != 0) {
        return; // streamDone says why
      }
    }
  }

  private void refuseFailed(MemorySegment stream) {
    String error = CString.read(library.streamInsertError(stream));
    if (!error.isEmpty()) {
      throw new ChdbException(error);
    }
  }

  /** What the engine's own parser makes of a text, without running it. */
  public Analysis classify(String sql) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = bytes(arena, sql);
      MemorySegment out = arena.allocate(ANALYSIS_BYTES, JAVA_INT.byteAlignment());
      out.set(JAVA_INT, 0, ANALYSIS_BYTES);
      if (library.classify(handle, text, text.byteSize(), MemorySegment.NULL, 0, out) != 0) {
        throw new ChdbException("libchdb cannot classify on this connection");
      }
      return new Analysis(out.get(JAVA_INT, 4), Effect.of(out.get(JAVA_INT, 12)));
    }
  }

  /**
   * What a text would do.
   *
   * @param statements how many there are; 0 when it does not parse
   */
  public record Analysis(int statements, Effect effect) {}

  /** What a statement leaves behind: {@code chdb_query_class}. */
  public enum Effect {
    /** Nothing. */
    READ_ONLY,
    /** A change inside a database. */
    MUTATING,
    /** A change beside the databases: functions, users. */
    MUTATING_GLOBAL,
    /** A change of the session, of the engine, or outside of it, such as a file. */
    CONTROL,
    /** It does not parse, or is of a kind this version does not know. */
    UNKNOWN;

    private static Effect of(int queryClass) {
      return queryClass >= 0 && queryClass < values().length ? values()[queryClass] : UNKNOWN;
    }
  }

  @Override
  public void close() {
    library.closeConn(pointer);
  }

  private ChdbResult result(MemorySegment result) {
    if (result.address() == 0) {
      throw new ChdbException("libchdb gave no result");
    }
    String error = CString.read(library.resultError(result));
    if (error.isEmpty()) {
      return new ChdbResult(library, result);
    }
    library.destroyResult(result);
    throw new ChdbException(error);
  }

  /** The text's UTF-8 bytes, never an empty segment: NULL is no string to C. */
  private static MemorySegment bytes(Arena arena, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    MemorySegment segment = arena.allocate(utf8.length + 1L);
    MemorySegment.copy(utf8, 0, segment, JAVA_BYTE, 0, utf8.length);
    return segment.asSlice(0, utf8.length);
  }
}
