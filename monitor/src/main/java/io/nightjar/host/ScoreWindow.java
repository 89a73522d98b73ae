package io.nightjar.host;

import io.nightjar.alert.Category;
import java.util.Arrays;

/**
 * Scores of alerts in the latest minute, by role and category: sixty seconds in steps of ten. Owned
 * by one worker.
 */
@SuppressWarnings("EnumOrdinal") // an array by ordinal: a map would box
public final class ScoreWindow {
  private static final int STEPS = 6;
  private static final long STEP_NANOS = 10_000_000_000L;
  private static final Category[] CATEGORIES = Category.values();
  private static final int WIDTH = 2 * CATEGORIES.length;

  private final int[] scores = new int[STEPS * WIDTH];
  private long step = Long.MIN_VALUE;

  /** Adds the score of an alert. */
  void add(boolean asClient, Category category, int score, long nowNanos) {
    advance(nowNanos);
    int at = row(step) + column(asClient, category);
    scores[at] = (int) Math.min(Integer.MAX_VALUE, (long) scores[at] + score);
  }

  /** Forgets what is older than a minute at this moment. */
  void advance(long nowNanos) {
    advanceTo(Math.floorDiv(nowNanos, STEP_NANOS));
  }

  private void advanceTo(long now) {
    if (now <= step) {
      return;
    }
    long first = step == Long.MIN_VALUE ? now - STEPS + 1 : Math.max(step + 1, now - STEPS + 1);
    for (long each = first; each <= now; each++) {
      Arrays.fill(scores, row(each), row(each) + WIDTH, 0);
    }
    step = now;
  }

  private static int row(long step) {
    return Math.floorMod(step, STEPS) * WIDTH;
  }

  private static int column(boolean asClient, Category category) {
    return category.ordinal() + (asClient ? 0 : CATEGORIES.length);
  }

  /** The sum of the minute before the latest moment it was told of. */
  public long sum(boolean asClient, Category category) {
    long sum = 0;
    for (int i = 0; i < STEPS; i++) {
      sum += scores[i * WIDTH + column(asClient, category)];
    }
    return sum;
  }

  /** Adds what another worker saw of the same minute. */
  void addAll(ScoreWindow other) {
    if (other.step == Long.MIN_VALUE) {
      return;
    }
    advanceTo(other.step);
    for (long each = Math.max(other.step, step) - STEPS + 1; each <= other.step; each++) {
      for (int i = 0; i < WIDTH; i++) {
        scores[row(each) + i] += other.scores[row(each) + i];
      }
    }
  }
}
