package io.nightjar.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar history}: what history holds. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "What the history of a running monitor holds.",
    subcommands = HistoryCommand.Stats.class)
final class HistoryCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.err.println("nightjar: history needs a command: stats");
    return Nightjar.WRONG_USAGE;
  }

  /** {@code nightjar history stats}. */
  @Command(
      name = "stats",
      mixinStandardHelpOptions = true,
      description = "Rows, bytes, oldest and newest of each table, as JSON.")
  static final class Stats implements Callable<Integer> {
    @Mixin private RunningMonitor monitor = new RunningMonitor();

    @Override
    public Integer call() throws Exception {
      return monitor.print("list_tables", "{}");
    }
  }
}
