package io.nightjar.app;

import java.util.Locale;

/** Sizes as people write them. */
final class ByteSize {
  private static final long MEGABYTE = 1 << 20;

  private ByteSize() {}

  /**
   * Bytes of a size like {@code 512m}, {@code 20g} or {@code 2t}.
   *
   * @param option whose value it is, for the refusal
   */
  static long parse(String option, String size) {
    String text = size.strip().toLowerCase(Locale.ROOT);
    if (!text.matches("[1-9]\\d{0,5}[mgt]b?")) {
      throw new UsageException(option + ": '" + size + "' is no size like 512m, 20g or 2t");
    }
    long unit =
        text.contains("m") ? MEGABYTE : text.contains("g") ? MEGABYTE << 10 : MEGABYTE << 20;
    return Long.parseLong(text.replaceAll("\\D", "")) * unit;
  }
}
