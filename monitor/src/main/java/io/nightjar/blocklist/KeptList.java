package io.nightjar.blocklist;

import io.nightjar.telemetry.Counter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One list: its source, its last good copy, and how both are. Belongs to the thread that refreshes;
 * others see {@link #status}.
 */
final class KeptList {
  private final ListSource source;
  private final ListCopy copy;
  private final Counter hits;
  private volatile @Nullable ListContent content;
  private volatile Optional<Instant> checked;
  private volatile String problem = "";
  private volatile String unread = "";
  private Optional<Instant> due = Optional.empty();
  private ListCopy.Version refused = ListCopy.Version.NONE;

  KeptList(Path copies, ListSource source, Counter hits) {
    this.source = source;
    this.hits = hits;
    copy = new ListCopy(copies, source);
    checked = copy.checked();
  }

  ListSource source() {
    return source;
  }

  /** Whether it is time to ask a URL again. */
  boolean isDue(Blocklists.Schedule schedule, Instant now) {
    Optional<Instant> next = due.or(() -> checked.map(last -> last.plus(schedule.refresh())));
    return next.isEmpty() || !now.isBefore(next.get());
  }

  /**
   * Asks the source whether it has something newer.
   *
   * @return whether there is a new copy
   */
  boolean refresh(Blocklists.Schedule schedule, ListDownload download, Instant now)
      throws InterruptedException {
    URI url = source.url();
    due = Optional.of(now.plus(schedule.retry()));
    try {
      boolean isNew = url == null ? takeFile(now) : fetch(url, download, now);
      due = Optional.of(now.plus(schedule.refresh()));
      problem = "";
      return isNew;
    } catch (IOException e) {
      problem = e instanceof ListException ? String.valueOf(e.getMessage()) : words(e);
      return false;
    }
  }

  private static String words(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private boolean takeFile(Instant now) throws IOException {
    Path file = source.file();
    if (file == null || !Files.isRegularFile(file)) {
      throw new ListException("no file " + file);
    }
    String stamp = Files.size(file) + " " + Files.getLastModifiedTime(file).toInstant();
    ListCopy.Version version = new ListCopy.Version(stamp, "");
    if (version.equals(copy.version())) {
      return false;
    }
    if (version.equals(refused)) {
      throw new ListException(problem);
    }
    if (Files.size(file) > ListReading.MOST_BYTES) {
      throw new ListException("larger than " + (ListReading.MOST_BYTES >> 20) + " MiB");
    }
    refused = version;
    Path fresh = copy.fresh();
    try {
      Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
      keep(fresh, version, now);
    } finally {
      Files.deleteIfExists(fresh);
    }
    refused = ListCopy.Version.NONE;
    return true;
  }

  private boolean fetch(URI url, ListDownload download, Instant now)
      throws IOException, InterruptedException {
    Path fresh = copy.fresh();
    try {
      ListDownload.Answer answer = download.fetch(url, copy.version(), fresh);
      if (answer.isFresh()) {
        keep(fresh, answer.version(), now);
      } else {
        copy.isCurrent(now);
      }
      checked = copy.checked();
      return answer.isFresh();
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Keeps what can be read as a list, and nothing else. */
  private void keep(Path fresh, ListCopy.Version version, Instant now) throws IOException {
    ListReading.read(fresh, source, null, Long.MAX_VALUE);
    copy.keep(fresh, version, now);
    checked = copy.checked();
  }

  /** Reads the copy into an index that this list was begun in. */
  void readInto(IndexBuilder index, int mostEntries) {
    content = null;
    unread = "";
    if (!copy.exists()) {
      return;
    }
    try {
      content = ListReading.read(copy.file(), source, index, mostEntries);
    } catch (IOException e) {
      unread = "the copy on disk cannot be read: " + words(e);
    }
  }

  /** What is wrong with the list as a whole; empty for nothing. */
  String problem() {
    ListContent read = content;
    String cut =
        read != null && read.isCut() ? "no room for more than " + read.entries() + " entries" : "";
    return !problem.isEmpty() ? problem : !unread.isEmpty() ? unread : cut;
  }

  /** Why nothing newer could be had; empty when it could. */
  String downloadProblem() {
    return problem;
  }

  ListStatus status() {
    ListContent read = content;
    return new ListStatus(
        source.name(),
        source.isAllow(),
        source.threat(),
        source.text(),
        read == null ? "" : read.format().text(),
        read == null ? 0 : read.entries(),
        read == null ? 0 : read.wrong(),
        read == null ? List.of() : read.firstWrong().stream().map(WrongLine::toString).toList(),
        checked,
        hits.value(),
        problem());
  }
}
