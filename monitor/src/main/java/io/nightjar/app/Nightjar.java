package io.nightjar.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line's entry: {@code nightjar run}, {@code demo}, {@code user}, {@code token}, {@code
 * audit}, {@code call}, {@code mcp}, {@code history}, {@code import}, {@code backup}, {@code
 * store}, {@code doctor}.
 */
@Command(
    name = "nightjar",
    description = "Network security monitor with the AI interface built in.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      UserCommand.class,
      TokenCommand.class,
      AuditCommand.class,
      CallCommand.class,
      McpCommand.class,
      HistoryCommand.class,
      ImportCommand.class,
      BackupCommand.class,
      StoreCommand.class,
      DoctorCommand.class
    })
public final class Nightjar implements Callable<Integer> {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int WRONG_USAGE = 2;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  /** Runs a command and exits: 0 success, 1 failure, 2 wrong usage. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Nightjar());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler(Nightjar::failed);
    return line;
  }

  /** A failure is told in one line; the stack trace is for those who ask for it. */
  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    err.println("nightjar: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    if (System.getenv("NIGHTJAR_TRACE") != null) {
      e.printStackTrace(err);
    }
    err.flush();
    return e instanceof UsageException ? WRONG_USAGE : FAILURE;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(System.err);
    }
    return WRONG_USAGE;
  }
}
