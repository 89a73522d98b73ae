package io.nightjar.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite file that holds what is configured. Several processes may have it open: reads never
 * wait for a writer (write-ahead log), a write waits up to {@link #BUSY_MILLIS} for another.
 */
public final class Database implements AutoCloseable {
  /** Work on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work. */
    T on(Connection connection) throws SQLException;
  }

  /** Of the tables as this program makes them. */
  public static final int VERSION = Schema.VERSION;

  /** The longest a write waits for another process, in milliseconds. */
  static final int BUSY_MILLIS = 5_000;

  private final Path file;
  private final Connection reader;
  private final Connection writer;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();

  private Database(Path file, Connection reader, Connection writer) {
    this.file = file;
    this.reader = reader;
    this.writer = writer;
  }

  /** Opens the file, which only its owner may read; makes it, and its folder, where missing. */
  public static Database open(Path file) {
    try {
      createPrivately(file.toAbsolutePath());
      Connection writer = connect(file);
      Schema.migrate(writer);
      return new Database(file, connect(file), writer);
    } catch (IOException | SQLException e) {
      throw new AccountException("cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  private static void createPrivately(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  /**
   * Writes all of it, as of one moment, to a file that only its owner may read and that is not
   * there yet; others read and write meanwhile.
   */
  public void copyTo(Path copy) {
    try (Connection connection = connect(file);
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      createPrivately(copy.toAbsolutePath());
      vacuum.setString(1, copy.toString());
      vacuum.execute();
    } catch (IOException | SQLException e) {
      throw new AccountException("cannot copy " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads; the work must not write. */
  public <T> T read(Work<T> work) {
    reading.lock();
    try {
      return work.on(reader);
    } catch (SQLException e) {
      throw new AccountException("cannot read " + file + ": " + e.getMessage(), e);
    } finally {
      reading.unlock();
    }
  }

  /** Writes all of the work or nothing of it. */
  public <T> T write(Work<T> work) {
    writing.lock();
    try {
      return committed(work);
    } catch (SQLException e) {
      throw new AccountException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  private <T> T committed(Work<T> work) throws SQLException {
    writer.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.on(writer);
      writer.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        abandon();
      } else {
        writer.setAutoCommit(true);
      }
    }
  }

  /**
   * Leaves the transaction that failed. The engine may have left it by itself, as it does when the
   * disk is full, and then refuses to: the connection is fit for the next one all the same.
   */
  private void abandon() {
    try {
      writer.rollback();
    } catch (SQLException _) {
      // What failed is told already.
    }
    try {
      writer.setAutoCommit(true);
    } catch (SQLException _) {
      // It is set, there was nothing to commit.
    }
  }

  @Override
  public void close() {
    try (reader;
        writer) {
      // Both are closed, also when the first of them cannot be.
    } catch (SQLException e) {
      throw new AccountException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }
}
