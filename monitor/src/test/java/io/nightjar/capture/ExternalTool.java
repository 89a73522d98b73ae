package io.nightjar.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** A program whose reading of the same bytes is the oracle; tests skip where it is missing. */
final class ExternalTool {
  private ExternalTool() {}

  /** Runs the command and hands over each line it prints; what it says on stderr is left out. */
  static void lines(List<String> command, Consumer<String> consumer) throws Exception {
    Process process = start(command);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        consumer.accept(line);
      }
    }
    process.waitFor();
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException _) {
      Assumptions.abort("skipped: no " + command.getFirst() + " on this machine");
      throw new AssertionError();
    }
  }
}
