package io.nightjar.query;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The heaviest of many, without keeping the many. */
final class Top<T> {
  private record Weighed<T>(T item, double weight) {}

  private final int size;
  private final PriorityQueue<Weighed<T>> lightestFirst =
      new PriorityQueue<>(Comparator.comparingDouble(Weighed::weight));

  Top(int size) {
    this.size = size;
  }

  /** Keeps the item if it is among the heaviest so far. */
  void offer(T item, double weight) {
    if (lightestFirst.size() < size) {
      lightestFirst.add(new Weighed<>(item, weight));
      return;
    }
    Weighed<T> lightest = lightestFirst.peek();
    if (lightest != null && lightest.weight() < weight) {
      lightestFirst.poll();
      lightestFirst.add(new Weighed<>(item, weight));
    }
  }

  /** Heaviest first. */
  List<T> items() {
    return lightestFirst.stream()
        .sorted(Comparator.comparingDouble((Weighed<T> each) -> each.weight()).reversed())
        .map(Weighed::item)
        .toList();
  }
}
