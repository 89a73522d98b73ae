package io.nightjar.natives.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Why a call of the C library failed: what a handle made with {@link #CAPTURE} leaves behind. */
public final class Errno {
  /** Operation not permitted. */
  public static final int EPERM = 1;

  /** Interrupted. */
  public static final int EINTR = 4;

  /** Not now. */
  public static final int EAGAIN = 11;

  /** The kernel has no room for it now. */
  public static final int ENOBUFS = 105;

  /** Permission denied. */
  public static final int EACCES = 13;

  /** No such device. */
  public static final int ENODEV = 19;

  /** No such device or address. */
  public static final int ENXIO = 6;

  /** Out of memory. */
  public static final int ENOMEM = 12;

  /** Invalid argument. */
  public static final int EINVAL = 22;

  /** The option is not known here. */
  public static final int ENOPROTOOPT = 92;

  /** The address family is not known here. */
  public static final int EAFNOSUPPORT = 97;

  /** The interface is down. */
  public static final int ENETDOWN = 100;

  /** Makes a handle write errno to the memory it is given as its first argument. */
  public static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

  private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
  private static final VarHandle VALUE = LAYOUT.varHandle(PathElement.groupElement("errno"));
  private static final long LONGEST_TEXT = 256;
  private static final MethodHandle STRERROR =
      NativeLibrary.libc().function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private Errno() {}

  /** Memory for a handle to write errno to. */
  public static MemorySegment allocate(Arena arena) {
    return arena.allocate(LAYOUT);
  }

  /** What the latest failed call left. */
  public static int of(MemorySegment captured) {
    return (int) VALUE.get(captured, 0L);
  }

  /** What the number means, in words. */
  public static String text(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(LONGEST_TEXT).getString(0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
