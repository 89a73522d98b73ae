package io.nightjar.natives.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** A shared library, loaded for the life of the process. */
public final class NativeLibrary {
  private static final Linker LINKER = Linker.nativeLinker();

  private final String name;
  private final SymbolLookup symbols;

  private NativeLibrary(String name, SymbolLookup symbols) {
    this.name = name;
    this.symbols = symbols;
  }

  /**
   * Loads a library by file name ({@code libpcap.so.0.8}, found by the dynamic linker) or path.
   *
   * @throws NativeLibraryException when it cannot be loaded
   */
  public static NativeLibrary open(String nameOrPath) {
    try {
      return new NativeLibrary(nameOrPath, SymbolLookup.libraryLookup(nameOrPath, Arena.global()));
    } catch (IllegalArgumentException e) {
      throw new NativeLibraryException("cannot load " + nameOrPath, e);
    }
  }

  /** The C library the JVM itself uses. */
  public static NativeLibrary libc() {
    return new NativeLibrary("libc", LINKER.defaultLookup());
  }

  /**
   * A handle for the C function of this name and shape.
   *
   * @throws NativeLibraryException when the library has no such function
   */
  public MethodHandle function(String symbol, FunctionDescriptor shape, Linker.Option... options) {
    return LINKER.downcallHandle(address(symbol), shape, options);
  }

  private MemorySegment address(String symbol) {
    return symbols
        .find(symbol)
        .orElseThrow(() -> new NativeLibraryException(name + " has no function " + symbol, null));
  }
}
