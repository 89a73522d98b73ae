package io.nightjar.alerts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Numbers for alerts. Live ones count on from the millisecond of the start, as numbers of flows do;
 * those of a capture file follow from what they are about, so that reading it again gives the same.
 */
final class AlertIds {
  private static final int COUNT_BITS = 22;

  private long next;

  AlertIds(long startMillis) {
    next = startMillis << COUNT_BITS;
  }

  /** A number for a new alert. */
  long of(AlertKey key) {
    return key.capture().isEmpty() ? next++ : hash(key);
  }

  /** Above zero, as the others are. */
  private static long hash(AlertKey key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(key.toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong() >>> 1;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
