package io.nightjar.natives.pcap;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.nightjar.natives.libc.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libpcap that are used (pcap/pcap.h). {@link PcapVersion#check} goes first: where
 * the library is missing this class cannot be loaded.
 */
final class PcapLibrary {
  private static final NativeLibrary PCAP = NativeLibrary.open(PcapVersion.LIBRARY);

  private static final MethodHandle CREATE = function("create", ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle SET_SNAPLEN =
      function("set_snaplen", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SET_PROMISC =
      function("set_promisc", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SET_TIMEOUT =
      function("set_timeout", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SET_BUFFER_SIZE =
      function("set_buffer_size", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SET_TSTAMP_PRECISION =
      function("set_tstamp_precision", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle ACTIVATE = function("activate", JAVA_INT, ADDRESS);
  private static final MethodHandle SETNONBLOCK =
      function("setnonblock", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private static final MethodHandle GET_SELECTABLE_FD =
      function("get_selectable_fd", JAVA_INT, ADDRESS);
  private static final MethodHandle DATALINK = function("datalink", JAVA_INT, ADDRESS);
  private static final MethodHandle COMPILE =
      function("compile", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle SETFILTER = function("setfilter", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle FREECODE = action("freecode", ADDRESS);
  private static final MethodHandle NEXT_EX =
      function("next_ex", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle STATS = function("stats", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle GETERR = function("geterr", ADDRESS, ADDRESS);
  private static final MethodHandle STATUSTOSTR = function("statustostr", ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = action("close", ADDRESS);
  private static final MethodHandle FINDALLDEVS =
      function("findalldevs", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle FREEALLDEVS = action("freealldevs", ADDRESS);

  private PcapLibrary() {}

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return PCAP.function("pcap_" + name, FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle action(String name, MemoryLayout... arguments) {
    return PCAP.function("pcap_" + name, FunctionDescriptor.ofVoid(arguments));
  }

  static MemorySegment create(MemorySegment device, MemorySegment error) {
    try {
      return (MemorySegment) CREATE.invokeExact(device, error);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setSnapLength(MemorySegment pcap, int bytes) {
    try {
      return (int) SET_SNAPLEN.invokeExact(pcap, bytes);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setPromiscuous(MemorySegment pcap, int on) {
    try {
      return (int) SET_PROMISC.invokeExact(pcap, on);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setTimeout(MemorySegment pcap, int millis) {
    try {
      return (int) SET_TIMEOUT.invokeExact(pcap, millis);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setBufferSize(MemorySegment pcap, int bytes) {
    try {
      return (int) SET_BUFFER_SIZE.invokeExact(pcap, bytes);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setTimePrecision(MemorySegment pcap, int precision) {
    try {
      return (int) SET_TSTAMP_PRECISION.invokeExact(pcap, precision);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int activate(MemorySegment pcap) {
    try {
      return (int) ACTIVATE.invokeExact(pcap);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setNonBlocking(MemorySegment pcap, int on, MemorySegment error) {
    try {
      return (int) SETNONBLOCK.invokeExact(pcap, on, error);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int selectableFd(MemorySegment pcap) {
    try {
      return (int) GET_SELECTABLE_FD.invokeExact(pcap);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int dataLink(MemorySegment pcap) {
    try {
      return (int) DATALINK.invokeExact(pcap);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int compile(
      MemorySegment pcap, MemorySegment program, MemorySegment filter, int optimize, int netmask) {
    try {
      return (int) COMPILE.invokeExact(pcap, program, filter, optimize, netmask);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setFilter(MemorySegment pcap, MemorySegment program) {
    try {
      return (int) SETFILTER.invokeExact(pcap, program);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void freeCode(MemorySegment program) {
    try {
      FREECODE.invokeExact(program);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int next(MemorySegment pcap, MemorySegment header, MemorySegment data) {
    try {
      return (int) NEXT_EX.invokeExact(pcap, header, data);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int stats(MemorySegment pcap, MemorySegment stat) {
    try {
      return (int) STATS.invokeExact(pcap, stat);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment error(MemorySegment pcap) {
    try {
      return (MemorySegment) GETERR.invokeExact(pcap);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment statusText(int status) {
    try {
      return (MemorySegment) STATUSTOSTR.invokeExact(status);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void close(MemorySegment pcap) {
    try {
      CLOSE.invokeExact(pcap);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int findAllDevices(MemorySegment first, MemorySegment error) {
    try {
      return (int) FINDALLDEVS.invokeExact(first, error);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void freeAllDevices(MemorySegment first) {
    try {
      FREEALLDEVS.invokeExact(first);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
