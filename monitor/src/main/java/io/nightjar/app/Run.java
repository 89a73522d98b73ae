package io.nightjar.app;

import io.nightjar.account.Accounts;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.SourceState;
import java.io.Console;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One life of the monitor: start, tell, watch, end. */
final class Run implements Callable<Integer> {
  private final RunOptions options;
  private final Runnable afterTelling;
  private final Runnable afterwards;
  private final CountDownLatch ended = new CountDownLatch(1);

  Run(RunOptions options) {
    this(options, () -> {}, () -> {});
  }

  /**
   * A run that does more.
   *
   * @param afterTelling once it is said where the monitor listens
   * @param afterwards once everything has ended, by a signal too
   */
  Run(RunOptions options, Runnable afterTelling, Runnable afterwards) {
    this.options = options;
    this.afterTelling = afterTelling;
    this.afterwards = afterwards;
  }

  @Override
  public Integer call() throws Exception {
    Monitor monitor = new Monitor(options);
    Thread onSignal = Thread.ofPlatform().name("shutdown").unstarted(() -> endBySignal(monitor));
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      monitor.start();
      tell(monitor);
      afterTelling.run();
      int code = options.exitWhenDone() ? untilDone(monitor) : forever(monitor);
      monitor.close();
      return code;
    } catch (RuntimeException e) {
      monitor.close();
      throw e;
    } finally {
      ended.countDown();
    }
  }

  /** A signal is the usual end, so it ends with 0 once everything is stored. */
  private void endBySignal(Monitor monitor) {
    if (ended.getCount() == 0) {
      return;
    }
    monitor.close();
    afterwards.run();
    Runtime.getRuntime().halt(Nightjar.OK);
  }

  private static void tell(Monitor monitor) {
    System.out.println("Nightjar " + Version.text() + " listens on " + monitor.url());
    monitor
        .clickHouseUrl()
        .ifPresent(url -> System.out.println("ClickHouse's HTTP interface listens on " + url));
    monitor.firstStart().ifPresent(first -> tellFirstStart(first, monitor.url()));
    monitor.problems().forEach(problem -> System.err.println("nightjar: " + problem));
    System.out.flush();
  }

  private static void tellFirstStart(Accounts.FirstStart first, String url) {
    System.out.printf(
        """

        First start. Shown once, keep it safe:
          user      %s
          password  %s
          token     %s

        Connect Claude Code:
          claude mcp add-json nightjar '{"type":"http","url":"%s/mcp","headers":{"Authorization":"Bearer %s"}}'

        """,
        first.user(), first.password(), first.token(), url, first.token());
  }

  private static int forever(Monitor monitor) throws InterruptedException {
    var _ = Thread.ofVirtual().name("capture-journal").start(() -> journal(monitor));
    Console console = System.console();
    @SuppressWarnings("SystemConsoleNull") // its signature still allows null
    boolean terminal = console != null && console.isTerminal();
    while (true) {
      TimeUnit.MINUTES.sleep(1);
      if (terminal) {
        System.err.println(StatusLine.of(monitor.interfaces().figures()));
      }
    }
  }

  /** Notes files that are read and stored, so that the next start does not store them again. */
  private static void journal(Monitor monitor) {
    try {
      boolean _ = monitor.awaitFiles();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int untilDone(Monitor monitor) throws InterruptedException {
    boolean stored = monitor.awaitFiles();
    List<InterfaceFigures> figures = monitor.interfaces().figures();
    figures.forEach(each -> System.out.println(StatusLine.summary(each)));
    boolean unreadable =
        figures.stream()
            .anyMatch(each -> each.state() == SourceState.FAILED && each.packets() == 0);
    if (!stored) {
      System.err.println(
          "nightjar: not everything could be stored: " + monitor.history().status().problem());
    }
    return stored && !unreadable ? Nightjar.OK : Nightjar.FAILURE;
  }
}
