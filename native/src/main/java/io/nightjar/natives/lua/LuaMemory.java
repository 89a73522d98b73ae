package io.nightjar.natives.lua;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.nightjar.natives.libc.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The memory of one state: its {@code lua_Alloc}. Lua asks here for every block, and takes a
 * refusal as an error of the code that runs. While Java itself works on the state nothing is
 * refused, for an error would then leave through frames of Java.
 */
final class LuaMemory {
  private static final MethodHandle REALLOC =
      NativeLibrary.libc()
          .function("realloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle FREE =
      NativeLibrary.libc().function("free", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final FunctionDescriptor LUA_ALLOC =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle ALLOCATE = allocate();

  private final long mostBytes;
  private final long mostBlockBytes;
  private long usedBytes;
  private boolean bounded;

  LuaMemory(long mostBytes, long mostBlockBytes) {
    this.mostBytes = mostBytes;
    this.mostBlockBytes = mostBlockBytes;
  }

  private static MethodHandle allocate() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              LuaMemory.class,
              "allocate",
              MethodType.methodType(long.class, long.class, long.class, long.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The function Lua calls, for as long as the arena lives. */
  MemorySegment function(Arena arena) {
    return Linker.nativeLinker().upcallStub(ALLOCATE.bindTo(this), LUA_ALLOC, arena);
  }

  /** Whether what passes the bounds is refused; what was before. */
  boolean bound(boolean refuse) {
    boolean before = bounded;
    bounded = refuse;
    return before;
  }

  /** Bytes in use. */
  long usedBytes() {
    return usedBytes;
  }

  /** {@code lua_Alloc}: for a new block the old size tells what it is for. */
  long allocate(long userData, long block, long oldSize, long newSize) throws Throwable {
    long before = block == 0 ? 0 : oldSize;
    if (newSize == 0) {
      FREE.invokeExact(block);
      usedBytes -= before;
      return 0;
    }
    boolean grows = newSize > before;
    if (bounded
        && grows
        && (newSize > mostBlockBytes || usedBytes + newSize - before > mostBytes)) {
      return 0;
    }
    long moved = (long) REALLOC.invokeExact(block, newSize);
    if (moved == 0 && !grows) {
      return block; // Lua takes it that a block can always shrink
    }
    usedBytes += moved == 0 ? 0 : newSize - before;
    return moved;
  }
}
