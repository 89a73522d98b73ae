package io.nightjar.app;

import io.nightjar.history.Tables;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nightjar store}: about the database history is kept in. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "About the database history is kept in.",
    subcommands = StoreCommand.Ddl.class)
final class StoreCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.err.println("nightjar: store needs a command: ddl");
    return Nightjar.WRONG_USAGE;
  }

  /** {@code nightjar store ddl}. */
  @Command(
      name = "ddl",
      mixinStandardHelpOptions = true,
      description = "Prints the statements that make the tables.")
  static final class Ddl implements Callable<Integer> {
    @Option(
        names = "--cluster",
        paramLabel = "NAME",
        defaultValue = "",
        description = "For this cluster. Default: for one server.")
    private String cluster = "";

    @Override
    public Integer call() {
      if (!cluster.matches("[\\w.-]*")) {
        throw new UsageException("--cluster: '" + cluster + "' is no cluster's name");
      }
      Tables.statements(cluster).forEach(sql -> System.out.println(sql + ";\n"));
      return Nightjar.OK;
    }
  }
}
