package io.nightjar.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that any thread may use and that forgets what was not written for longest: it has
 * two halves, and when the young one is full it becomes the old one, which is dropped.
 */
final class Recent<K, V> {
  private final int half;
  private final Runnable whenForgotten;
  private final ReentrantLock turning = new ReentrantLock();
  private volatile Map<K, V> young = new ConcurrentHashMap<>();
  private volatile Map<K, V> old = new ConcurrentHashMap<>();

  /**
   * An empty map.
   *
   * @param capacity keys at most
   * @param whenForgotten run when a half is dropped
   */
  Recent(int capacity, Runnable whenForgotten) {
    half = Math.max(1, capacity / 2);
    this.whenForgotten = whenForgotten;
  }

  /** The value of this key, or null. */
  @Nullable V get(K key) {
    V value = young.get(key);
    return value != null ? value : old.get(key);
  }

  /** Puts the value, merged with the one there is, as one step. */
  void merge(K key, V value, BinaryOperator<V> merger) {
    Map<K, V> before = old;
    young.compute(
        key,
        (same, known) -> {
          V earlier = known != null ? known : before.get(same);
          return earlier == null ? value : merger.apply(earlier, value);
        });
    if (young.size() >= half) {
      turn();
    }
  }

  private void turn() {
    if (!turning.tryLock()) {
      return;
    }
    try {
      if (young.size() >= half) {
        if (!old.isEmpty()) {
          whenForgotten.run();
        }
        old = young;
        young = new ConcurrentHashMap<>();
      }
    } finally {
      turning.unlock();
    }
  }

  /** Keys it holds, those in both halves twice. */
  int size() {
    return young.size() + old.size();
  }
}
