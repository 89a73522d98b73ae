package io.nightjar.natives.packetring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.nightjar.natives.libc.Errno;
import io.nightjar.natives.libc.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** The calls of packet(7) sockets. As in the kernel, a failed call returns its errno, negative. */
final class PacketLibrary {
  private static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKOPT =
      function(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle BIND =
      function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SEND =
      function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle RECEIVE =
      function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle IOCTL =
      function(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle MMAP =
      function(
          "mmap",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MUNMAP =
      NativeLibrary.libc().function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private PacketLibrary() {}

  private static MethodHandle function(
      String name, FunctionDescriptor shape, Linker.Option... more) {
    Linker.Option[] options = Arrays.copyOf(more, more.length + 1);
    options[more.length] = Errno.CAPTURE;
    return NativeLibrary.libc().function(name, shape, options);
  }

  private static int result(int returned, MemorySegment errno) {
    return returned < 0 ? -Errno.of(errno) : returned;
  }

  static int socket(MemorySegment errno, int domain, int type, int protocol) {
    try {
      return result((int) SOCKET.invokeExact(errno, domain, type, protocol), errno);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setOption(
      MemorySegment errno, int descriptor, int level, int option, MemorySegment value, int bytes) {
    try {
      return result(
          (int) SETSOCKOPT.invokeExact(errno, descriptor, level, option, value, bytes), errno);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int getOption(
      MemorySegment errno,
      int descriptor,
      int level,
      int option,
      MemorySegment value,
      MemorySegment bytes) {
    try {
      return result(
          (int) GETSOCKOPT.invokeExact(errno, descriptor, level, option, value, bytes), errno);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int bind(MemorySegment errno, int descriptor, MemorySegment address, int bytes) {
    try {
      return result((int) BIND.invokeExact(errno, descriptor, address, bytes), errno);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Bytes sent. */
  static int send(MemorySegment errno, int descriptor, MemorySegment frame, long bytes) {
    try {
      return result((int) (long) SEND.invokeExact(errno, descriptor, frame, bytes, 0), errno);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Bytes of the frame, which is cut to the memory's size. */
  static int receive(MemorySegment errno, int descriptor, MemorySegment frame, int flags) {
    try {
      return result(
          (int) (long) RECEIVE.invokeExact(errno, descriptor, frame, frame.byteSize(), flags),
          errno);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int ioctl(MemorySegment errno, int descriptor, long request, MemorySegment argument) {
    try {
      return result((int) IOCTL.invokeExact(errno, descriptor, request, argument), errno);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Shared memory of a descriptor, from its beginning; its address. */
  static long mapShared(MemorySegment errno, int descriptor, long bytes, int protection) {
    final int shared = 1;
    try {
      long address = (long) MMAP.invokeExact(errno, 0L, bytes, protection, shared, descriptor, 0L);
      return address == -1 ? -Errno.of(errno) : address;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Without errno: it is called when the memory errno would go to is freed already. */
  static void unmap(MemorySegment memory) {
    try {
      int _ = (int) MUNMAP.invokeExact(memory, memory.byteSize());
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int close(MemorySegment errno, int descriptor) {
    try {
      return result((int) CLOSE.invokeExact(errno, descriptor), errno);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
