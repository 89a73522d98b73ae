package io.nightjar.natives.chdb;

import java.lang.foreign.MemorySegment;

/** Text that C returned: UTF-8 up to a zero byte. */
final class CString {
  private CString() {}

  /** The text at this address; empty for NULL. */
  static String read(MemorySegment pointer) {
    return pointer.address() == 0 ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
