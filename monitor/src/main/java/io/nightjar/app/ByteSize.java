package io.nightjar.app;

import java.util.Locale;

/** Sizes as people write them. */
final class ByteSize {
  private static final long MEGABYTE = 1 << 20;

  private ByteSize() {}

  /**
   * Bytes of a size like {@code 512m} or {@code 2g}.
   *
   * @param option whose value it is, for the refusal
   */
  static long parse(String option, String size) {
    String text = size.strip().toLowerCase(Locale.ROOT);
    if (!text.matches("[1-9]\\d{0,5}(mb?|gb?)")) {
      throw new UsageException(option + ": '" + size + "' is no size like 512m or 2g");
    }
    long unit = text.contains("g") ? 1024 * MEGABYTE : MEGABYTE;
    return Long.parseLong(text.replaceAll("\\D", "")) * unit;
  }
}
