package io.nightjar.notification;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Makes news of findings: of one that holds on only when it begins and when it ends. */
public final class FindingNotices implements AlertSink {
  /** What holds on; past this many, each finding is news. */
  private static final int MOST_ENGAGED = 10_000;

  private record Key(String type, String subject, String interfaceName) {
    static Key of(Finding finding) {
      return new Key(finding.type().key(), finding.subject(), finding.interfaceName());
    }
  }

  private final Consumer<Notice> notices;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Key> engaged = new HashSet<>();

  /** Tells these. */
  public FindingNotices(Consumer<Notice> notices) {
    this.notices = notices;
  }

  @Override
  public void happened(Finding finding) {
    notices.accept(Notice.of(Notice.Event.RAISED, 0, finding, 1));
  }

  @Override
  public void engaged(Finding finding) {
    if (begins(Key.of(finding))) {
      notices.accept(Notice.of(Notice.Event.RAISED, 0, finding, 1));
    }
  }

  @Override
  public void released(Finding finding) {
    if (ends(Key.of(finding))) {
      notices.accept(Notice.of(Notice.Event.RELEASED, 0, finding, 1));
    }
  }

  private boolean begins(Key key) {
    lock.lock();
    try {
      return engaged.size() >= MOST_ENGAGED ? !engaged.contains(key) : engaged.add(key);
    } finally {
      lock.unlock();
    }
  }

  private boolean ends(Key key) {
    lock.lock();
    try {
      return engaged.remove(key);
    } finally {
      lock.unlock();
    }
  }
}
