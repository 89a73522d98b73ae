package io.nightjar.natives.ndpi;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.nightjar.natives.libc.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Which libndpi this is. Apart from {@link NdpiLibrary}, whose functions take a tenth of a second
 * to link: a start only asks this.
 */
final class NdpiRevision {
  private static final MethodHandle REVISION =
      NativeLibrary.open(DpiEngine.LIBRARY)
          .function("ndpi_revision", FunctionDescriptor.of(ADDRESS));

  private NdpiRevision() {}

  /** A string of C that is never freed. */
  static MemorySegment text() {
    try {
      return (MemorySegment) REVISION.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
