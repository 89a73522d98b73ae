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
 */
final class NdpiLibrary {
  private final MethodHandle apiVersion;
  private final MethodHandle revision;
  private final MethodHandle initDetectionModule;
  private final MethodHandle setBitmask;
  private final MethodHandle finalizeInitialization;
  private final MethodHandle exitDetectionModule;
  private final MethodHandle sizeofFlow;
  private final MethodHandle calloc;
  private final MethodHandle freeFlow;
  private final MethodHandle processPacket;
  private final MethodHandle extraDissectionPossible;
  private final MethodHandle giveUp;
  private final MethodHandle initSerializer;
  private final MethodHandle resetSerializer;
  private final MethodHandle termSerializer;
  private final MethodHandle serializerBuffer;
  private final MethodHandle dpi2json;
  private final MethodHandle protocolName;

  NdpiLibrary(NativeLibrary ndpi) {
    apiVersion = ndpi.function("ndpi_get_api_version", FunctionDescriptor.of(JAVA_SHORT));
    revision = ndpi.function("ndpi_revision", FunctionDescriptor.of(ADDRESS));
    initDetectionModule =
        ndpi.function("ndpi_init_detection_module", returning(JAVA_LONG, JAVA_INT));
    setBitmask =
        ndpi.function(
            "ndpi_set_protocol_detection_bitmask2", returning(JAVA_INT, JAVA_LONG, ADDRESS));
    finalizeInitialization =
        ndpi.function("ndpi_finalize_initialization", FunctionDescriptor.ofVoid(JAVA_LONG));
    exitDetectionModule =
        ndpi.function("ndpi_exit_detection_module", FunctionDescriptor.ofVoid(JAVA_LONG));
    sizeofFlow =
        ndpi.function(
            "ndpi_detection_get_sizeof_ndpi_flow_struct", FunctionDescriptor.of(JAVA_INT));
    calloc = ndpi.function("ndpi_calloc", returning(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    freeFlow = ndpi.function("ndpi_free_flow", FunctionDescriptor.ofVoid(JAVA_LONG));
    processPacket =
        ndpi.function(
            "ndpi_detection_process_packet",
            returning(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_SHORT, JAVA_LONG));
    extraDissectionPossible =
        ndpi.function("ndpi_extra_dissection_possible", returning(JAVA_BYTE, JAVA_LONG, JAVA_LONG));
    giveUp =
        ndpi.function(
            "ndpi_detection_giveup",
            returning(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_BYTE, ADDRESS));
    initSerializer = ndpi.function("ndpi_init_serializer", returning(JAVA_INT, ADDRESS, JAVA_INT));
    resetSerializer = ndpi.function("ndpi_reset_serializer", FunctionDescriptor.ofVoid(ADDRESS));
    termSerializer = ndpi.function("ndpi_term_serializer", FunctionDescriptor.ofVoid(ADDRESS));
    serializerBuffer =
        ndpi.function("ndpi_serializer_get_buffer", returning(ADDRESS, ADDRESS, ADDRESS));
    dpi2json =
        ndpi.function(
            "ndpi_dpi2json", returning(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
    protocolName = ndpi.function("ndpi_get_proto_name", returning(ADDRESS, JAVA_LONG, JAVA_SHORT));
  }

  private static FunctionDescriptor returning(MemoryLayout result, MemoryLayout... arguments) {
    return FunctionDescriptor.of(result, arguments);
  }

  int apiVersion() {
    try {
      return Short.toUnsignedInt((short) apiVersion.invokeExact());
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  MemorySegment revision() {
    try {
      return (MemorySegment) revision.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  long initDetectionModule(int preferences) {
    try {
      return (long) initDetectionModule.invokeExact(preferences);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  int setBitmask(long module, MemorySegment bits) {
    try {
      return (int) setBitmask.invokeExact(module, bits);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void finalizeInitialization(long module) {
    try {
      finalizeInitialization.invokeExact(module);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void exitDetectionModule(long module) {
    try {
      exitDetectionModule.invokeExact(module);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  int sizeofFlow() {
    try {
      return (int) sizeofFlow.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  long calloc(long count, long size) {
    try {
      return (long) calloc.invokeExact(count, size);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void freeFlow(long flow) {
    try {
      freeFlow.invokeExact(flow);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  long processPacket(long module, long flow, long packet, short length, long millis) {
    try {
      return (long) processPacket.invokeExact(module, flow, packet, length, millis);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  byte extraDissectionPossible(long module, long flow) {
    try {
      return (byte) extraDissectionPossible.invokeExact(module, flow);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  long giveUp(long module, long flow, byte enableGuess, MemorySegment guessed) {
    try {
      return (long) giveUp.invokeExact(module, flow, enableGuess, guessed);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  int initSerializer(MemorySegment serializer, int format) {
    try {
      return (int) initSerializer.invokeExact(serializer, format);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void resetSerializer(MemorySegment serializer) {
    try {
      resetSerializer.invokeExact(serializer);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void termSerializer(MemorySegment serializer) {
    try {
      termSerializer.invokeExact(serializer);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  MemorySegment serializerBuffer(MemorySegment serializer, MemorySegment length) {
    try {
      return (MemorySegment) serializerBuffer.invokeExact(serializer, length);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  int dpi2json(long module, long flow, long protocol, MemorySegment serializer) {
    try {
      return (int) dpi2json.invokeExact(module, flow, protocol, serializer);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  MemorySegment protocolName(long module, short id) {
    try {
      return (MemorySegment) protocolName.invokeExact(module, id);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
