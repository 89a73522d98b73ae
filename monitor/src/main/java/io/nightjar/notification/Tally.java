package io.nightjar.notification;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of a destination's notices. */
final class Tally {
  final AtomicLong sent = new AtomicLong();
  final AtomicLong heldBack = new AtomicLong();
  final AtomicLong dropped = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  final AtomicLong retries = new AtomicLong();
  private volatile @Nullable Instant lastSent;
  private volatile String trouble = "";

  void delivered(int notices) {
    sent.addAndGet(notices);
    lastSent = Instant.now();
    trouble = "";
  }

  void failed(String why) {
    trouble = why;
  }

  String trouble() {
    return trouble;
  }

  Figures figures(int waiting, int capacity) {
    return new Figures(
        sent.get(),
        heldBack.get(),
        dropped.get(),
        failed.get(),
        retries.get(),
        waiting,
        capacity,
        Optional.ofNullable(lastSent),
        trouble);
  }
}
