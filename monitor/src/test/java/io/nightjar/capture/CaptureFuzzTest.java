package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** No bytes make the file readers throw, loop or hand over what is not there. */
class CaptureFuzzTest {
  @FuzzTest
  void readsAnyBytesToTheirEndOrToAFault(byte[] bytes) {
    ReadFile read = ReadFile.of(bytes);
    long captured = 0;
    for (ReadFile.Frame frame : read.frames()) {
      captured += frame.bytes().length() / 2;
      assertTrue(frame.wireBytes() >= frame.bytes().length() / 2);
      assertTrue(frame.timeNanos() >= 0);
    }
    assertTrue(captured <= bytes.length);
    read.fault().ifPresent(fault -> assertTrue(fault.offset() <= bytes.length));
  }
}
