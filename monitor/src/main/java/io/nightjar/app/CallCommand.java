package io.nightjar.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nightjar call}: one tool of a running monitor. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = "Calls a tool of a running monitor and prints the result's JSON.")
final class CallCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TOOL", description = "The tool's name.")
  private String tool = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "Its arguments as a JSON object. Default: {}.")
  private String arguments = "{}";

  @Mixin private RunningMonitor monitor = new RunningMonitor();

  @Override
  public Integer call() throws Exception {
    if (!tool.matches("[A-Za-z0-9_.-]{1,128}")) {
      throw new UsageException("'" + tool + "' is no tool's name");
    }
    return monitor.print(tool, arguments);
  }
}
