package io.nightjar.app;

import io.nightjar.demo.DemoCapture;
import io.nightjar.demo.Story;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nightjar demo}: the monitor, watching an office whose stories are known. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Plays six hours of a small office at once, then goes on in real time; nothing is captured,"
            + " and all of it is deleted at the end.")
final class DemoCommand implements Callable<Integer> {
  private static final Duration PAST = Duration.ofHours(6);
  private static final int MOST_HOURS = 12;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:3000",
      description = "Where HTTP and MCP listen. Default: ${DEFAULT-VALUE}.")
  private String listen = "";

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How long it goes on, 1 to 12; then the office is quiet. Default: ${DEFAULT-VALUE}.")
  private int hours;

  @Override
  public Integer call() throws Exception {
    if (hours < 1 || hours > MOST_HOURS) {
      throw new UsageException("--hours: from 1 to " + MOST_HOURS + ", got " + hours);
    }
    Path folder = Files.createTempDirectory("nightjar-demo");
    try {
      Path capture = folder.resolve("office");
      Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
      DemoCapture.write(capture, now.minus(PAST), PAST.plusHours(hours));
      RunCommand run = new RunCommand();
      new CommandLine(run)
          .parseArgs(
              "--pcap=" + capture,
              "--pcap-as-dated",
              "--data=" + folder.resolve("data"),
              "--listen=" + listen);
      return new Run(run.options(), DemoCommand::tell, () -> delete(folder)).call();
    } finally {
      delete(folder);
    }
  }

  private static void tell() {
    System.out.println("What goes on in the office, and what to ask an assistant:\n");
    for (Story story : Story.ALL) {
      System.out.printf(
          "  %s%n    ask    %s%n    truth  %s%n%n", story.title(), story.question(), story.truth());
    }
    System.out.flush();
  }

  private static void delete(Path folder) {
    try {
      if (Files.exists(folder)) {
        Files.walkFileTree(folder, new Deletion());
      }
    } catch (IOException e) {
      System.err.println("nightjar: the demo's files are still in " + folder);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    @SuppressWarnings("NullAway") // the second argument is null after a walk without trouble
    public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
