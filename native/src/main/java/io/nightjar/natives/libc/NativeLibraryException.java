package io.nightjar.natives.libc;

import org.jspecify.annotations.Nullable;

/** A native library is missing, is of an untested version, or refused a call. */
public final class NativeLibraryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The message names the library and what to do where something can be done. */
  public NativeLibraryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
