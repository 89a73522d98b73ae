package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.nightjar.store.ChdbLocation;
import io.nightjar.tool.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The real program as a process of its own, started as the launcher starts it, on a free port. */
final class Product implements AutoCloseable {
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Pattern URL = Pattern.compile("listens on (http://\\S+)");
  private static final Pattern TOKEN = Pattern.compile("\\n {2}token +(nj_\\S+)");
  private static final Path MONITOR = Path.of("").toAbsolutePath();

  /**
   * How a command that ends by itself ended.
   *
   * @param code its exit status
   */
  record Ended(int code, String out, String err) {}

  private final Process process;
  private final Path data;
  private final Path out;
  private final Path errors;
  private final String url;
  private final String token;

  private Product(Process process, Path data, Path out, Path errors, String url, String token) {
    this.process = process;
    this.data = data;
    this.out = out;
    this.errors = errors;
    this.url = url;
    this.token = token;
  }

  /** The command line that {@code run_nightjar} of {@code scripts/setup.sh} builds. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--module-path",
            MONITOR.resolve("../native/target/classes").normalize().toString(),
            "--add-modules",
            "io.nightjar.natives",
            "--enable-native-access=io.nightjar.natives,ALL-UNNAMED"));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-Xms64m", "-Xmx1g", "-Xss512k", "-XX:+ExitOnOutOfMemoryError"));
    command.add(
        "-Djava.util.logging.config.file=" + MONITOR.resolve("../scripts/logging.properties"));
    command.addAll(
        List.of(
            "-cp",
            MONITOR.resolve("target/classes") + ":" + MONITOR.resolve("target/lib") + "/*",
            "io.nightjar.app.Nightjar"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a command to its end. */
  static Ended run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("nightjar", ".out");
    Path err = Files.createTempFile("nightjar", ".err");
    Process process = process(out, err, Map.of(), arguments);
    try {
      assertTrue(
          process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS),
          () -> "did not end: " + String.join(" ", arguments));
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** {@code run} with this data directory, once HTTP answers. The test skips without libchdb. */
  static Product start(Path data, String... options) throws IOException, InterruptedException {
    return start(data, "", Map.of(), options);
  }

  static Product start(Path data, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    return start(data, "", environment, options);
  }

  private static Product start(
      Path data, String token, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    assumeStore();
    Files.createDirectories(data);
    Path out = Files.createTempFile(data, "run", ".out");
    Path err = Files.createTempFile(data, "run", ".err");
    Process process = process(out, err, environment, runArguments(data, options));
    try {
      await("the program listens", () -> !process.isAlive() || found(URL, out).find());
      Matcher url = found(URL, out);
      assertTrue(url.find(), () -> "ended early: " + text(err));
      if (token.isEmpty()) {
        await("a token is printed", () -> found(TOKEN, out).find());
      }
      Matcher printed = found(TOKEN, out);
      String usable = token.isEmpty() && printed.find() ? printed.group(1) : token;
      return new Product(process, data, out, err, url.group(1), usable);
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The arguments of {@code run} on a free port. */
  static String[] runArguments(Path data, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "--listen", "127.0.0.1:0"));
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  static void assumeStore() {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
  }

  private static Process process(
      Path out, Path err, Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    // Look-up data takes seconds to load; who needs it names it.
    builder.environment().put("NIGHTJAR_LOOKUP", out.resolveSibling("no-lookup").toString());
    builder.environment().putAll(environment);
    return builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  /** As {@link #start}, on the data of a run that ended. */
  static Product after(Ended before, Path data, String... options)
      throws IOException, InterruptedException {
    Matcher printed = TOKEN.matcher(before.out());
    assertTrue(printed.find(), "it was no first start");
    return start(data, printed.group(1), Map.of(), options);
  }

  /** The same data again, after this one ended. */
  Product again(String... options) throws IOException, InterruptedException {
    return start(data, token, Map.of(), options);
  }

  /** The program on data that holds this one's accounts. */
  Product on(Path other, String... options) throws IOException, InterruptedException {
    return start(other, token, Map.of(), options);
  }

  /** Waits until this holds, looking often. */
  static void await(String what, BooleanSupplier holds) throws InterruptedException {
    await(what, LONGEST, holds);
  }

  static void await(String what, Duration longest, BooleanSupplier holds)
      throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("not within " + longest + ": " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static Matcher found(Pattern pattern, Path file) {
    return pattern.matcher(text(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  Client client() {
    return new Client(url, token);
  }

  String url() {
    return url;
  }

  String token() {
    return token;
  }

  Path data() {
    return data;
  }

  /** What it said on standard output so far. */
  String output() {
    return text(out);
  }

  /** What it said on standard error so far. */
  String errors() {
    return text(errors);
  }

  /** The result of a tool that must answer. */
  JsonNode call(String tool, String arguments) {
    return client().call(tool, arguments);
  }

  /** The result of a write that is confirmed and must be done. */
  JsonNode write(String tool, String arguments) {
    JsonNode told = call(tool, arguments);
    assertEquals("needs_confirmation", told.path("status").asString(), told.toString());
    ObjectNode confirmed = (ObjectNode) Client.parse(arguments);
    confirmed.put("confirm", told.path("confirm").asString());
    JsonNode done = call(tool, Json.text(confirmed));
    assertEquals("done", done.path("status").asString(), done.toString());
    assertEquals(told.path("effect"), done.path("effect"));
    return done;
  }

  /** The first row of a query that must answer. */
  JsonNode row(String sql) {
    return call("query", Json.text(Json.object().put("sql", sql))).path("rows").path(0);
  }

  /** Waits until every capture file is read and {@code records} flow records are stored. */
  void awaitStored(long records) throws InterruptedException {
    await(
        "everything is read and stored: " + health(),
        () -> {
          JsonNode health = health();
          return health.path("store_rows_written").asLong() >= records
              && health.path("sources").toString().matches(".*: (done|failed).*")
              && !health.path("sources").toString().matches(".*: (waiting|running).*");
        });
  }

  JsonNode health() {
    return call("get_system_health", "{}");
  }

  /** The process that serves the store. */
  ProcessHandle storeChild() throws InterruptedException {
    await("there is a store process", () -> process.children().findAny().isPresent());
    return process.children().findAny().orElseThrow();
  }

  /** Sends SIGTERM; the exit status, which must come within ten seconds. */
  int terminate() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS), "SIGTERM did not end it within 10 s");
    assertEquals(List.of(), children.stream().filter(ProcessHandle::isAlive).toList());
    return process.exitValue();
  }

  /** Sends SIGKILL, and waits until the store process is gone too. */
  void kill() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    int _ = process.waitFor();
    await(
        "the store process ends after its monitor",
        Duration.ofSeconds(20),
        () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
