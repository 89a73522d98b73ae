package io.nightjar.app;

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
    if (ByteSize.parse("--memory", size) < LEAST) {
      throw new UsageException("--memory: " + size + " is too little, 512m is the least");
    }
  }
}
