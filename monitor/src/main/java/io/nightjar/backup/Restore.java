package io.nightjar.backup;

import io.nightjar.account.Audit;
import io.nightjar.account.AuditEntry;
import io.nightjar.account.Database;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.history.Replacement;
import io.nightjar.history.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Puts a backup in the place of a data directory's history and configuration. */
public final class Restore {
  /**
   * What was restored.
   *
   * @param time the moment it shows
   * @param aside where that is now which was there before; empty when nothing was
   */
  public record Done(Instant time, long flows, Optional<Path> aside) {}

  private Restore() {}

  /**
   * Restores a backup; whatever fails, the data directory is as it was.
   *
   * @param actor who does it
   * @throws BackupException when the backup is damaged or of a newer version, or the store does not
   *     take it
   * @throws IllegalStateException when a monitor has the data directory
   */
  public static Done run(String actor, BackupFolder backups, String name, Path data) {
    Path backup = backups.of(name);
    if (!Files.isDirectory(backup)) {
      throw new BackupException(
          "there is no backup " + name + " in " + backups.path() + ": see nightjar backup list");
    }
    try (Replacement replacement = Replacement.begin(data)) {
      Manifest manifest = Manifest.read(backup);
      refuseNewer(manifest);
      refuseDamaged(manifest, backup);
      replacement.restore(
          History.Config.STORE_MAIN,
          backups.path(),
          backup.resolve(BackupFolder.HISTORY),
          manifest.rows());
      Path configuration = replacement.folder().resolve(BackupFolder.CONFIGURATION);
      Files.copy(backup.resolve(BackupFolder.CONFIGURATION), configuration);
      audit(actor, name, manifest, configuration);
      return new Done(manifest.time(), manifest.flows(), replacement.commit());
    } catch (IOException e) {
      throw new BackupException("cannot restore " + name + ": " + e.getMessage(), e);
    } catch (HistoryException e) {
      throw new BackupException("the store does not take " + name + ": " + e.getMessage(), e);
    }
  }

  private static void refuseNewer(Manifest manifest) {
    if (manifest.historyVersion() > Tables.VERSION
        || manifest.configurationVersion() > Database.VERSION) {
      throw new BackupException(
          "the backup is of a newer Nightjar, %s (history %d, configuration %d; this one knows %d and %d): restore it with that one"
              .formatted(
                  manifest.program(),
                  manifest.historyVersion(),
                  manifest.configurationVersion(),
                  Tables.VERSION,
                  Database.VERSION));
    }
  }

  /** The engine itself restores files whose content has changed. */
  private static void refuseDamaged(Manifest manifest, Path backup) throws IOException {
    for (CheckedFile file : manifest.files()) {
      if (!file.isWhole(backup)) {
        throw new BackupException(
            "%s is damaged: %s is missing, cut or changed; nothing was restored"
                .formatted(backup, file.name()));
      }
    }
  }

  private static void audit(String actor, String name, Manifest manifest, Path configuration) {
    try (Database database = Database.open(configuration)) {
      boolean _ =
          database.write(
              connection -> {
                String detail = "as of " + manifest.time();
                Audit.append(
                    connection,
                    AuditEntry.change(Instant.now(), actor, "backup.restore", name, detail));
                return true;
              });
    }
  }
}
