package io.nightjar.natives.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A wait for a descriptor that another thread can end: poll(2) with an eventfd(2) beside it. One
 * thread waits; any thread wakes, also one that is late and finds this closed.
 */
public final class Wakeup implements AutoCloseable {
  private static final int NON_BLOCKING_CLOSED_ON_EXEC = 0x80800;
  private static final short POLLIN = 1;
  private static final short POLLERR = 8;

  /* struct pollfd: descriptor (int), events, revents (short). */
  private static final long POLLFD_BYTES = 8;
  private static final long EVENTS = 4;
  private static final long REVENTS = 6;

  private static final MethodHandle EVENTFD =
      NativeLibrary.libc().function("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle POLL =
      NativeLibrary.libc()
          .function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle READ = transfer("read");
  private static final MethodHandle WRITE = transfer("write");
  private static final MethodHandle CLOSE =
      NativeLibrary.libc().function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment polled = arena.allocate(2 * POLLFD_BYTES, JAVA_INT.byteAlignment());
  private final MemorySegment drained = arena.allocate(JAVA_LONG);
  private final MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
  private final int eventDescriptor;
  private boolean closed;

  /** Nobody waits yet. */
  public Wakeup() {
    eventDescriptor = eventDescriptor();
    polled.set(JAVA_SHORT, EVENTS, POLLIN);
    polled.set(JAVA_INT, POLLFD_BYTES, eventDescriptor);
    polled.set(JAVA_SHORT, POLLFD_BYTES + EVENTS, POLLIN);
  }

  private static MethodHandle transfer(String name) {
    return NativeLibrary.libc()
        .function(name, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  }

  private static int eventDescriptor() {
    try {
      int descriptor = (int) EVENTFD.invokeExact(0, NON_BLOCKING_CLOSED_ON_EXEC);
      if (descriptor < 0) {
        throw new NativeLibraryException("eventfd(2) failed: too many open files?", null);
      }
      return descriptor;
    } catch (NativeLibraryException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Waits until the descriptor can be read, somebody wakes, or the time is over.
   *
   * @param descriptor to wait for; negative for none
   * @return whether the descriptor has an error waiting
   */
  public boolean await(int descriptor, int timeoutMillis) {
    polled.set(JAVA_INT, 0, descriptor);
    polled.set(JAVA_SHORT, REVENTS, (short) 0);
    try {
      int _ = (int) POLL.invokeExact(polled, 2L, timeoutMillis);
      if (polled.get(JAVA_SHORT, POLLFD_BYTES + REVENTS) != 0) {
        long _ = (long) READ.invokeExact(eventDescriptor, drained, JAVA_LONG.byteSize());
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    return (polled.get(JAVA_SHORT, REVENTS) & POLLERR) != 0;
  }

  /** Ends the present wait, or else the next one at once. */
  public synchronized void wake() {
    if (closed) {
      return;
    }
    try {
      long _ = (long) WRITE.invokeExact(eventDescriptor, one, JAVA_LONG.byteSize());
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      int _ = (int) CLOSE.invokeExact(eventDescriptor);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    arena.close();
  }
}
