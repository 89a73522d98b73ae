package io.nightjar.natives.ndpi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.nightjar.natives.libc.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libndpi 4.2 that Nightjar calls, as {@code ndpi_api.h} declares them. {@code
 * struct ndpi_proto} (8 bytes: master u16, application u16, category i32) passes by value in a
 * register on x86-64 and arm64, so it is a JAVA_LONG here. Addresses are plain longs.
 *
 * <p>The handles are constants, which lets the JIT inline the calls; {@link DpiEngine#open} makes
 * sure the library is there before this class is touched.
 */
final class NdpiLibrary {
  private static final NativeLibrary NDPI = NativeLibrary.open(DpiEngine.LIBRARY);
  private static final MethodHandle INIT_DETECTION_MODULE =
      NDPI.function("ndpi_init_detection_module", returning(JAVA_LONG, JAVA_INT));
  private static final MethodHandle SET_BITMASK =
      NDPI.function(
          "ndpi_set_protocol_detection_bitmask2", returning(JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle FINALIZE_INITIALIZATION =
      NDPI.function("ndpi_finalize_initialization", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle EXIT_DETECTION_MODULE =
      NDPI.function("ndpi_exit_detection_module", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle SIZEOF_FLOW =
      NDPI.function("ndpi_detection_get_sizeof_ndpi_flow_struct", FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle CALLOC =
      NDPI.function("ndpi_calloc", returning(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE_FLOW =
      NDPI.function("ndpi_free_flow", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle PROCESS_PACKET =
      NDPI.function(
          "ndpi_detection_process_packet",
          returning(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_SHORT, JAVA_LONG));
  private static final MethodHandle EXTRA_DISSECTION_POSSIBLE =
      NDPI.function("ndpi_extra_dissection_possible", returning(JAVA_BYTE, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle GIVE_UP =
      NDPI.function(
          "ndpi_detection_giveup", returning(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_BYTE, ADDRESS));
  private static final MethodHandle INIT_SERIALIZER =
      NDPI.function("ndpi_init_serializer", returning(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RESET_SERIALIZER =
      NDPI.function("ndpi_reset_serializer", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle TERM_SERIALIZER =
      NDPI.function("ndpi_term_serializer", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle SERIALIZER_BUFFER =
      NDPI.function("ndpi_serializer_get_buffer", returning(ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle DPI2JSON =
      NDPI.function("ndpi_dpi2json", returning(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
  private static final MethodHandle PROTOCOL_NAME =
      NDPI.function("ndpi_get_proto_name", returning(ADDRESS, JAVA_LONG, JAVA_SHORT));

  private NdpiLibrary() {}

  private static FunctionDescriptor returning(MemoryLayout result, MemoryLayout... arguments) {
    return FunctionDescriptor.of(result, arguments);
  }

  static long initDetectionModule(int preferences) {
    try {
      return (long) INIT_DETECTION_MODULE.invokeExact(preferences);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setBitmask(long module, MemorySegment bits) {
    try {
      return (int) SET_BITMASK.invokeExact(module, bits);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void finalizeInitialization(long module) {
    try {
      FINALIZE_INITIALIZATION.invokeExact(module);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void exitDetectionModule(long module) {
    try {
      EXIT_DETECTION_MODULE.invokeExact(module);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int sizeofFlow() {
    try {
      return (int) SIZEOF_FLOW.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static long calloc(long count, long size) {
    try {
      return (long) CALLOC.invokeExact(count, size);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void freeFlow(long flow) {
    try {
      FREE_FLOW.invokeExact(flow);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static long processPacket(long module, long flow, long packet, short length, long millis) {
    try {
      return (long) PROCESS_PACKET.invokeExact(module, flow, packet, length, millis);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static byte extraDissectionPossible(long module, long flow) {
    try {
      return (byte) EXTRA_DISSECTION_POSSIBLE.invokeExact(module, flow);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static long giveUp(long module, long flow, byte enableGuess, MemorySegment guessed) {
    try {
      return (long) GIVE_UP.invokeExact(module, flow, enableGuess, guessed);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int initSerializer(MemorySegment serializer, int format) {
    try {
      return (int) INIT_SERIALIZER.invokeExact(serializer, format);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void resetSerializer(MemorySegment serializer) {
    try {
      RESET_SERIALIZER.invokeExact(serializer);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void termSerializer(MemorySegment serializer) {
    try {
      TERM_SERIALIZER.invokeExact(serializer);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment serializerBuffer(MemorySegment serializer, MemorySegment length) {
    try {
      return (MemorySegment) SERIALIZER_BUFFER.invokeExact(serializer, length);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int dpi2json(long module, long flow, long protocol, MemorySegment serializer) {
    try {
      return (int) DPI2JSON.invokeExact(module, flow, protocol, serializer);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment protocolName(long module, short id) {
    try {
      return (MemorySegment) PROTOCOL_NAME.invokeExact(module, id);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
