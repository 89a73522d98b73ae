package io.nightjar;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what checks find, in order, for tests. */
public final class RecordingSink implements AlertSink {
  /** What was told, and how. */
  public record Told(String how, Finding finding) {}

  private final List<Told> told = new CopyOnWriteArrayList<>();

  @Override
  public void happened(Finding finding) {
    told.add(new Told("happened", finding));
  }

  @Override
  public void engaged(Finding finding) {
    told.add(new Told("engaged", finding));
  }

  @Override
  public void released(Finding finding) {
    told.add(new Told("released", finding));
  }

  /** How, type and subject of each. */
  public List<String> lines() {
    return told.stream()
        .map(
            each -> each.how() + " " + each.finding().type().key() + " " + each.finding().subject())
        .toList();
  }

  /** All findings. */
  public List<Finding> findings() {
    return told.stream().map(Told::finding).toList();
  }
}
