package io.nightjar.natives.chdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.nightjar.natives.libc.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The functions of chdb.h that Nightjar calls, one method each; {@code size_t} is a long. */
final class ChdbLibrary {
  private final MethodHandle version;
  private final MethodHandle setSignalHandlersEnabled;
  private final MethodHandle connect;
  private final MethodHandle closeConn;
  private final MethodHandle query;
  private final MethodHandle classify;
  private final MethodHandle streamInsert;
  private final MethodHandle streamAppend;
  private final MethodHandle streamDone;
  private final MethodHandle streamInsertError;
  private final MethodHandle destroyInsertStream;
  private final MethodHandle resultBuffer;
  private final MethodHandle resultLength;
  private final MethodHandle resultElapsed;
  private final MethodHandle resultRowsRead;
  private final MethodHandle resultStorageRowsRead;
  private final MethodHandle resultStorageBytesRead;
  private final MethodHandle resultRowsWritten;
  private final MethodHandle resultBytesWritten;
  private final MethodHandle resultError;
  private final MethodHandle destroyResult;

  ChdbLibrary(NativeLibrary library) {
    var pointerOfPointer = FunctionDescriptor.of(ADDRESS, ADDRESS);
    var longOfPointer = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    var voidOfPointer = FunctionDescriptor.ofVoid(ADDRESS);
    var statement = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
    version = library.function("chdb_version", FunctionDescriptor.of(ADDRESS));
    setSignalHandlersEnabled =
        library.function("chdb_set_signal_handlers_enabled", FunctionDescriptor.ofVoid(JAVA_INT));
    connect = library.function("chdb_connect", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
    closeConn = library.function("chdb_close_conn", voidOfPointer);
    query = library.function("chdb_query_n", statement);
    classify =
        library.function(
            "chdb_classify_query_n",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS));
    streamInsert = library.function("chdb_stream_insert_n", statement);
    streamAppend =
        library.function(
            "chdb_stream_append", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    streamDone = library.function("chdb_stream_done", pointerOfPointer);
    streamInsertError = library.function("chdb_stream_insert_error", pointerOfPointer);
    destroyInsertStream = library.function("chdb_destroy_insert_stream", voidOfPointer);
    resultBuffer = library.function("chdb_result_buffer", pointerOfPointer);
    resultLength = library.function("chdb_result_length", longOfPointer);
    resultElapsed =
        library.function("chdb_result_elapsed", FunctionDescriptor.of(JAVA_DOUBLE, ADDRESS));
    resultRowsRead = library.function("chdb_result_rows_read", longOfPointer);
    resultStorageRowsRead = library.function("chdb_result_storage_rows_read", longOfPointer);
    resultStorageBytesRead = library.function("chdb_result_storage_bytes_read", longOfPointer);
    resultRowsWritten = library.function("chdb_result_rows_written", longOfPointer);
    resultBytesWritten = library.function("chdb_result_bytes_written", longOfPointer);
    resultError = library.function("chdb_result_error", pointerOfPointer);
    destroyResult = library.function("chdb_destroy_query_result", voidOfPointer);
  }

  MemorySegment version() {
    try {
      return (MemorySegment) version.invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void setSignalHandlersEnabled(int enabled) {
    try {
      setSignalHandlersEnabled.invokeExact(enabled);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A pointer to the handle the other calls take, or NULL. */
  MemorySegment connect(int argc, MemorySegment argv) {
    try {
      return (MemorySegment) connect.invokeExact(argc, argv);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Takes the pointer {@link #connect} returned. */
  void closeConn(MemorySegment pointerToHandle) {
    try {
      closeConn.invokeExact(pointerToHandle);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  MemorySegment query(
      MemorySegment connection,
      MemorySegment sql,
      long sqlLength,
      MemorySegment format,
      long formatLength) {
    try {
      return (MemorySegment) query.invokeExact(connection, sql, sqlLength, format, formatLength);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int classify(
      MemorySegment connection,
      MemorySegment sql,
      long sqlLength,
      MemorySegment database,
      long databaseLength,
      MemorySegment analysis) {
    try {
      return (int)
          classify.invokeExact(connection, sql, sqlLength, database, databaseLength, analysis);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  MemorySegment streamInsert(
      MemorySegment connection,
      MemorySegment sql,
      long sqlLength,
      MemorySegment format,
      long formatLength) {
    try {
      return (MemorySegment)
          streamInsert.invokeExact(connection, sql, sqlLength, format, formatLength);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int streamAppend(MemorySegment stream, MemorySegment bytes, long length) {
    try {
      return (int) streamAppend.invokeExact(stream, bytes, length);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  MemorySegment streamDone(MemorySegment stream) {
    return pointer(streamDone, stream);
  }

  MemorySegment streamInsertError(MemorySegment stream) {
    return pointer(streamInsertError, stream);
  }

  void destroyInsertStream(MemorySegment stream) {
    try {
      destroyInsertStream.invokeExact(stream);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  MemorySegment resultBuffer(MemorySegment result) {
    return pointer(resultBuffer, result);
  }

  long resultLength(MemorySegment result) {
    return number(resultLength, result);
  }

  /** Seconds. */
  double resultElapsed(MemorySegment result) {
    try {
      return (double) resultElapsed.invokeExact(result);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long resultRowsRead(MemorySegment result) {
    return number(resultRowsRead, result);
  }

  long resultStorageRowsRead(MemorySegment result) {
    return number(resultStorageRowsRead, result);
  }

  long resultStorageBytesRead(MemorySegment result) {
    return number(resultStorageBytesRead, result);
  }

  long resultRowsWritten(MemorySegment result) {
    return number(resultRowsWritten, result);
  }

  long resultBytesWritten(MemorySegment result) {
    return number(resultBytesWritten, result);
  }

  MemorySegment resultError(MemorySegment result) {
    return pointer(resultError, result);
  }

  void destroyResult(MemorySegment result) {
    try {
      destroyResult.invokeExact(result);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MemorySegment pointer(MethodHandle function, MemorySegment argument) {
    try {
      return (MemorySegment) function.invokeExact(argument);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static long number(MethodHandle function, MemorySegment argument) {
    try {
      return (long) function.invokeExact(argument);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A downcall throws only when its shape is wrong, or the JVM is out of memory. */
  private static AssertionError unexpected(Throwable e) {
    return new AssertionError("a call into libchdb failed before it ran", e);
  }
}
