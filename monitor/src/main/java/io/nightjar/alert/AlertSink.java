package io.nightjar.alert;

/**
 * Takes what checks find. Safe for every thread; never blocks: what finds no room is counted by the
 * sink and dropped.
 */
public interface AlertSink {
  /** Keeps nothing. */
  AlertSink NONE =
      new AlertSink() {
        @Override
        public void happened(Finding finding) {}

        @Override
        public void engaged(Finding finding) {}

        @Override
        public void released(Finding finding) {}
      };

  /** It was so at one moment: an alert without an end. */
  void happened(Finding finding);

  /**
   * It is so, since now or still. Findings of the same type, subject and interface are one alert
   * until it is released.
   */
  void engaged(Finding finding);

  /** It is no longer so. Without an engaged alert of the kind, nothing. */
  void released(Finding finding);
}
