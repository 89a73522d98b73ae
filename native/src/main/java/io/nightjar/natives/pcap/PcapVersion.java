package io.nightjar.natives.pcap;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.nightjar.natives.libc.NativeLibrary;
import io.nightjar.natives.libc.NativeLibraryException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Which libpcap is on this machine. */
public final class PcapVersion {
  static final String LIBRARY = "libpcap.so.0.8";

  private static final String TESTED = "1.10.";
  private static final long LONGEST = 256;

  private PcapVersion() {}

  /**
   * The version's text, {@code libpcap version 1.10.3 (with TPACKET_V3)}.
   *
   * @throws NativeLibraryException when the library is missing or of an untested version
   */
  public static String check() {
    MethodHandle version = library().function("pcap_lib_version", FunctionDescriptor.of(ADDRESS));
    String text;
    try {
      text = ((MemorySegment) version.invokeExact()).reinterpret(LONGEST).getString(0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    if (!text.contains("version " + TESTED)) {
      throw new NativeLibraryException(
          LIBRARY + " is " + text + ": live capture is tested with version " + TESTED + "x", null);
    }
    return text;
  }

  private static NativeLibrary library() {
    try {
      return NativeLibrary.open(LIBRARY);
    } catch (NativeLibraryException e) {
      throw new NativeLibraryException(
          LIBRARY + " is not on this machine (on Debian: apt install libpcap0.8)", e);
    }
  }
}
