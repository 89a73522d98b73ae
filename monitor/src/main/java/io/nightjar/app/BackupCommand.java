package io.nightjar.app;

import io.nightjar.backup.BackupException;
import io.nightjar.backup.BackupFolder;
import io.nightjar.backup.Restore;
import io.nightjar.web.BackupsClient;
import io.nightjar.web.MonitorClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar backup}: history and configuration kept a second time. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Backups of history and configuration.",
    subcommands = {
      BackupCommand.Create.class,
      BackupCommand.Show.class,
      BackupCommand.Return.class
    })
final class BackupCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.err.println("nightjar: backup needs a command: create, list or restore");
    return Nightjar.WRONG_USAGE;
  }

  private static void checkName(String name) {
    try {
      BackupFolder.check(name);
    } catch (BackupException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Where backups are, for commands that look into the folder themselves. */
  static final class Place {
    @Option(names = "--data", paramLabel = "DIR", description = "The monitor's data directory.")
    private @Nullable Path data;

    @Option(
        names = "--backups",
        paramLabel = "DIR",
        description = "Where backups are. Default: backups in the data directory.")
    private @Nullable Path backups;

    Path data() {
      return data == null ? DataDirectory.usual() : data;
    }

    BackupFolder folder() {
      return new BackupFolder(backups == null ? data().resolve("backups") : backups);
    }
  }

  /** {@code nightjar backup create}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a backup of a running monitor, which goes on, and prints its folder.")
  static final class Create implements Callable<Integer> {
    private static final DateTimeFormatter USUAL_NAME =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final long LOOK_MILLIS = 200;

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "NAME",
        description = "What it is called. Default: the time.")
    private @Nullable String name;

    @Mixin private Administration administration = new Administration();

    @Override
    public Integer call() throws Exception {
      String called = name == null ? USUAL_NAME.format(Instant.now()) : name;
      checkName(called);
      return administration.run(monitor -> make(monitor, called));
    }

    private static int make(MonitorClient monitor, String name)
        throws IOException, InterruptedException {
      BackupsClient backups = new BackupsClient(monitor);
      backups.begin(name);
      BackupsClient.Progress progress = backups.look(name);
      while (progress.running()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        progress = backups.look(name);
      }
      if (!progress.problem().isEmpty()) {
        throw new IOException("no backup " + name + " was made: " + progress.problem());
      }
      System.err.printf(
          Locale.ROOT, "nightjar: %,d flows, %,d bytes%n", progress.flows(), progress.bytes());
      System.out.println(progress.backup());
      return Nightjar.OK;
    }
  }

  /** {@code nightjar backup list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows what backups there are, oldest first.")
  static final class Show implements Callable<Integer> {
    private static final String FORM = "%-24s  %-20s  %15s  %13s  %13s  %s%n";

    @Mixin private Place place = new Place();

    @Override
    public Integer call() {
      List<BackupFolder.Entry> entries = place.folder().list();
      if (entries.isEmpty()) {
        System.err.println("nightjar: there is no backup in " + place.folder().path());
        return Nightjar.OK;
      }
      System.out.printf(FORM, "name", "time", "bytes", "flows", "rows", "state");
      entries.forEach(Show::print);
      return Nightjar.OK;
    }

    private static void print(BackupFolder.Entry each) {
      Instant time = each.time();
      if (time == null) {
        System.out.printf(FORM, each.name(), "-", "-", "-", "-", each.problem());
        return;
      }
      System.out.printf(
          Locale.ROOT,
          "%-24s  %-20s  %,15d  %,13d  %,13d  %s%n",
          each.name(),
          time.truncatedTo(ChronoUnit.SECONDS),
          each.bytes(),
          each.flows(),
          each.rows(),
          each.problem().isEmpty() ? "complete" : each.problem());
    }
  }

  /** {@code nightjar backup restore}. */
  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description =
          "Puts a backup in the place of history and configuration of a monitor that is stopped.")
  static final class Return implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME", description = "The backup; see backup list.")
    private String name = "";

    @Mixin private Place place = new Place();

    @Option(names = "--store", paramLabel = "URL", hidden = true)
    private @Nullable String store;

    @Override
    public Integer call() {
      if (store != null) {
        throw new UsageException(
            "--store: history on a ClickHouse server is restored with that server's own RESTORE DATABASE");
      }
      checkName(name);
      Restore.Done done = Restore.run("console", place.folder(), name, place.data());
      System.out.printf(
          Locale.ROOT,
          "restored %s: %,d flows, as of %s%n",
          name,
          done.flows(),
          done.time().truncatedTo(ChronoUnit.SECONDS));
      done.aside()
          .ifPresent(
              aside ->
                  System.out.println(
                      "what was there before is in " + aside + "; delete it when all is well"));
      return Nightjar.OK;
    }
  }
}
