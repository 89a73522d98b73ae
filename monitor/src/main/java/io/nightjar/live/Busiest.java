package io.nightjar.live;

import io.nightjar.host.Amount;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/** The things that moved most bytes, and what all others moved together. */
final class Busiest<K> {
  private record Entry<K>(K key, Amount amount) {}

  private final int most;
  private final PriorityQueue<Entry<K>> leastFirst =
      new PriorityQueue<>(Comparator.comparingLong((Entry<K> each) -> each.amount().bytes()));
  private Amount others = Amount.NONE;

  Busiest(int most) {
    this.most = most;
  }

  /** Takes a thing that was not offered before. */
  void offer(K key, Amount amount) {
    leastFirst.add(new Entry<>(key, amount));
    if (leastFirst.size() > most) {
      others = others.plus(leastFirst.remove().amount());
    }
  }

  void forEach(BiConsumer<K, Amount> visitor) {
    leastFirst.forEach(each -> visitor.accept(each.key(), each.amount()));
  }

  Amount others() {
    return others;
  }
}
