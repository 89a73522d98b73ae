package io.nightjar.capture;

/**
 * Where and why a capture file stopped making sense; what came before it was read.
 *
 * @param offset bytes from the start of the file, or of what it holds where it is compressed
 * @param found what stands there
 * @param expected what should
 */
public record CaptureFault(long offset, String found, String expected) {
  @Override
  public String toString() {
    return "at byte " + offset + ": " + found + "; expected " + expected;
  }
}
