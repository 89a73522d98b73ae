package io.nightjar.natives.icmp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.nightjar.natives.libc.Errno;
import io.nightjar.natives.libc.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The calls of icmp(7) sockets. As in the kernel, a failed call returns its errno, negative. */
final class IcmpLibrary {
  private static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RECVMSG =
      function("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private IcmpLibrary() {}

  private static MethodHandle function(String name, FunctionDescriptor shape) {
    return NativeLibrary.libc().function(name, shape, Errno.CAPTURE);
  }

  static int socket(MemorySegment errno, int domain, int type, int protocol) {
    try {
      int descriptor = (int) SOCKET.invokeExact(errno, domain, type, protocol);
      return descriptor < 0 ? -Errno.of(errno) : descriptor;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int setOption(
      MemorySegment errno, int descriptor, int level, int option, MemorySegment value, int bytes) {
    try {
      int result = (int) SETSOCKOPT.invokeExact(errno, descriptor, level, option, value, bytes);
      return result < 0 ? -Errno.of(errno) : result;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static long sendTo(
      MemorySegment errno,
      int descriptor,
      MemorySegment message,
      long bytes,
      MemorySegment address,
      int addressBytes) {
    try {
      long sent =
          (long) SENDTO.invokeExact(errno, descriptor, message, bytes, 0, address, addressBytes);
      return sent < 0 ? -Errno.of(errno) : sent;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static long receive(MemorySegment errno, int descriptor, MemorySegment header, int flags) {
    try {
      long received = (long) RECVMSG.invokeExact(errno, descriptor, header, flags);
      return received < 0 ? -Errno.of(errno) : received;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int close(MemorySegment errno, int descriptor) {
    try {
      return (int) CLOSE.invokeExact(errno, descriptor);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
