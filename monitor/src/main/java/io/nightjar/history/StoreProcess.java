package io.nightjar.history;

import io.nightjar.history.Endpoint.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of the child process that serves the private store. */
final class StoreProcess implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StoreProcess.class.getName());
  private static final int SECRET_BYTES = 24;
  private static final Duration LONGEST_START = Duration.ofMinutes(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(4);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Process process;
  private final Endpoint endpoint;

  private StoreProcess(Process process, Endpoint endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts the child and waits until it serves.
   *
   * @param mainClass and its first arguments; {@code --data DIR --backups DIR} follow
   * @param backups the only folder it writes backups to and reads them from
   */
  static StoreProcess start(List<String> mainClass, Path data, Path backups) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(mainClass, data, backups));
    // Options for the monitor; some print where the store's port is expected.
    builder.environment().keySet().removeAll(Set.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    Process process = builder.start();
    try {
      Thread.ofVirtual().name("store-messages").start(() -> logMessages(process));
      User writer = new User("writer", secret());
      User reader = new User("reader", secret());
      Writer in = process.outputWriter(StandardCharsets.US_ASCII);
      in.write(writer.password() + "\n" + reader.password() + "\n");
      in.flush();
      String url = "http://127.0.0.1:" + port(process);
      return new StoreProcess(process, new Endpoint(url, Endpoint.DATABASE, writer, reader));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> command(List<String> mainClass, Path data, Path backups) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The engine's memory is its own; the Java around it copies bytes.
    command.addAll(
        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    String modulePath = System.getProperty("jdk.module.path", "");
    if (!modulePath.isEmpty()) {
      command.addAll(List.of("--module-path", modulePath, "--add-modules", "io.nightjar.natives"));
    }
    command.add(
        "--enable-native-access=" + (modulePath.isEmpty() ? "ALL-UNNAMED" : "io.nightjar.natives"));
    String library = System.getProperty("nightjar.chdb", "");
    if (!library.isEmpty()) {
      command.add("-Dnightjar.chdb=" + library);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(mainClass);
    command.addAll(List.of("--data", data.toString(), "--backups", backups.toString()));
    return command;
  }

  private static int port(Process process) throws IOException {
    FutureTask<String> line =
        new FutureTask<>(
            () -> {
              BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
              return String.valueOf(out.readLine());
            });
    Thread.ofVirtual().name("store-port").start(line);
    try {
      String ready = line.get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
      if (!ready.matches("port \\d{1,5}")) {
        throw new IOException("the store process did not start");
      }
      return Integer.parseInt(ready.substring("port ".length()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the store process started", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the store process did not start within " + LONGEST_START, e);
    }
  }

  private static void logMessages(Process process) {
    try (BufferedReader messages = process.errorReader(StandardCharsets.UTF_8)) {
      messages.lines().forEach(line -> LOG.log(System.Logger.Level.WARNING, line));
    } catch (IOException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the store process's messages ended", e);
    }
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  long pid() {
    return process.pid();
  }

  /** Waits for the process to end; its exit status. */
  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends its standard input, which ends the process; kills it when it does not. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the store process was gone", e);
    }
    try {
      if (!process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
