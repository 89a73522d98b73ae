package io.nightjar.app;

import io.nightjar.account.AuditCheck;
import io.nightjar.account.AuditRow;
import io.nightjar.account.AuditTrail.Noted;
import io.nightjar.tool.AuditLine;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Rows of the audit in a file, a line each. */
final class AuditFile implements AutoCloseable {
  private final FileChannel file;
  private final BufferedWriter lines;

  private AuditFile(FileChannel file) {
    this.file = file;
    this.lines =
        new BufferedWriter(
            new OutputStreamWriter(Channels.newOutputStream(file), StandardCharsets.UTF_8));
  }

  /** A new file that only its owner reads. */
  static AuditFile create(Path path) throws IOException {
    try {
      return new AuditFile(
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    } catch (FileAlreadyExistsException _) {
      throw new UsageException(path + " is there already: name a new file");
    }
  }

  void add(String line) {
    try {
      lines.write(line);
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("the archive cannot be written", e);
    }
  }

  /** Returns once everything is on the disk. */
  void keep() {
    try {
      lines.flush();
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("the archive cannot be written", e);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** Follows the chain in a file, from the row before its first on. */
  static AuditCheck check(BufferedReader in, Optional<Noted> noted) throws IOException {
    AuditCheck check = null;
    boolean seen = noted.isEmpty();
    long line = 0;
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      line++;
      long number = line;
      AuditLine read =
          AuditLine.parse(text)
              .orElseThrow(() -> new IOException("line " + number + " is no row of an audit"));
      AuditRow row = read.row();
      if (check == null) {
        check = new AuditCheck(row.id() - 1, read.previous());
      }
      var _ = check.add(row);
      seen |=
          noted.filter(each -> each.id() == row.id() && each.hash().equals(row.hash())).isPresent();
    }
    AuditCheck whole = check == null ? new AuditCheck(0, AuditRow.START) : check;
    if (!seen) {
      noted.ifPresent(whole::lost);
    }
    return whole;
  }
}
