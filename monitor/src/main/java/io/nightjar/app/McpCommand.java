package io.nightjar.app;

import io.nightjar.mcp.StdioBridge;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar mcp --stdio}: a running monitor for clients that start their servers. */
@Command(
    name = "mcp",
    mixinStandardHelpOptions = true,
    description =
        "Connects a client on standard input and output to a running monitor; ends with its input.")
final class McpCommand implements Callable<Integer> {
  @Option(names = "--stdio", description = "Messages come on standard input, one a line.")
  private boolean stdio;

  @Mixin private RunningMonitor monitor = new RunningMonitor();

  @Override
  public Integer call() throws Exception {
    if (!stdio) {
      throw new UsageException("mcp needs --stdio; over HTTP a running monitor answers at /mcp");
    }
    FileOutputStream standardOutput = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err); // nothing but messages goes to the client
    try (StdioBridge bridge =
        new StdioBridge(
            monitor.at("/mcp"), monitor.token(), new BufferedOutputStream(standardOutput))) {
      bridge.run(System.in);
    }
    return Nightjar.OK;
  }
}
