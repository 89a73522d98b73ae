package io.nightjar.app;

import java.util.Locale;

/**
 * The memory the monitor may take: the heap, where its tables are, and what lies outside, detection
 * and capture rings. The store process has limits of its own.
 *
 * @param heapBytes the most the heap grows to
 * @param nativeBytes for detection and capture rings
 */
record MemoryBudget(long heapBytes, long nativeBytes) {
  private static final long MEGABYTE = 1 << 20;
  private static final long LEAST_NATIVE = 64 * MEGABYTE;
  private static final long LEAST = 512 * MEGABYTE;

  /**
   * What the launcher divided: it starts the Java machine with the heap's share, and tells the
   * whole in the property {@code nightjar.memory}, bytes.
   */
  static MemoryBudget ofThisProcess() {
    long whole = Long.getLong("nightjar.memory", LEAST);
    return new MemoryBudget(Runtime.getRuntime().maxMemory(), Math.max(LEAST_NATIVE, whole / 8));
  }

  /**
   * Refuses what is no size of at least 512 MB; the launcher has applied it already.
   *
   * @param size like {@code 512m} or {@code 2g}
   */
  static void check(String size) {
    String text = size.strip().toLowerCase(Locale.ROOT);
    if (!text.matches("[1-9]\\d{0,5}(mb?|gb?)")) {
      throw new UsageException("--memory: '" + size + "' is no size like 512m or 2g");
    }
    long unit = text.contains("g") ? 1024 * MEGABYTE : MEGABYTE;
    if (Long.parseLong(text.replaceAll("\\D", "")) * unit < LEAST) {
      throw new UsageException("--memory: " + size + " is too little, 512m is the least");
    }
  }
}
