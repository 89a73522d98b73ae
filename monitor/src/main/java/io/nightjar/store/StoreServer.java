package io.nightjar.store;

import com.sun.net.httpserver.HttpServer;
import io.nightjar.natives.chdb.ChdbEngine;
import io.nightjar.net.ClientWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The process {@code nightjar store}: ClickHouse's HTTP interface over libchdb on a loopback port.
 * Its first two lines of standard input are the passwords of writer and reader; it prints {@code
 * port N} when it is ready, and ends when standard input does, so it never outlives its parent.
 */
public final class StoreServer implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final int READERS = 4;
  private static final int WAITING = 8;
  private static final long DEFAULT_MEMORY_BYTES = 1_536L << 20;
  private static final Duration BEYOND_ITS_TIME = Duration.ofSeconds(30);
  private static final long LONGEST_CLOSE_MILLIS = 5_000;

  private final DirectoryLock lock;
  private final Sessions sessions;
  private final LastResort lastResort = new LastResort(BEYOND_ITS_TIME);
  private final ClientWatch clients = new ClientWatch();
  private final HttpServer server;
  private final ExecutorService threads;

  private StoreServer(Path data, Path backups, long memoryBytes, Credentials credentials)
      throws IOException {
    Files.createDirectories(data);
    this.lock = DirectoryLock.take(data);
    this.sessions = new Sessions(ChdbEngine.load(ChdbLocation.find()), data, backups, memoryBytes);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.threads =
        Executors.newFixedThreadPool(
            WRITERS + READERS + 2 * WAITING,
            Thread.ofPlatform().name("store-", 0).daemon().factory());
    server.setExecutor(threads);
    server.createContext(
        "/",
        new StoreHandler(
            credentials,
            sessions,
            new Gate(WRITERS, WAITING),
            new Gate(READERS, WAITING),
            clients,
            lastResort));
  }

  /** The process of its own, for when no other main is named. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs until standard input ends: {@code --data DIR [--backups DIR] [--memory-bytes N]}; the exit
   * status.
   */
  public static int run(String[] args) {
    // Small answers must not wait for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "120");
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(ended), "store-signals"));
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      Credentials credentials = new Credentials(secret(in), secret(in));
      try (StoreServer store =
          new StoreServer(data(args), backups(args), memoryBytes(args), credentials)) {
        store.server.start();
        System.out.println("port " + store.server.getAddress().getPort());
        System.out.flush();
        while (in.read() >= 0) {
          // whatever the parent still says, only the end matters
        }
        haltIfClosingHangs();
      }
      return 0;
    } catch (IOException | RuntimeException e) {
      System.err.println("nightjar store: " + e.getMessage());
      return 1;
    } finally {
      ended.countDown();
    }
  }

  /**
   * Holds off the end a signal asks for: Ctrl-C and service managers signal the whole group, and
   * the parent still has rows to write.
   */
  private static void await(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(1);
    clients.close();
    lastResort.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LONGEST_CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    sessions.close();
    lock.close();
  }

  /** A statement that cannot be stopped must not keep the process after its parent. */
  private static void haltIfClosingHangs() {
    Thread.ofPlatform()
        .name("store-watchdog")
        .daemon()
        .start(
            () -> {
              try {
                Thread.sleep(LONGEST_CLOSE_MILLIS);
              } catch (InterruptedException _) {
                return;
              }
              Runtime.getRuntime().halt(1);
            });
  }

  private static String secret(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null || line.isBlank()) {
      throw new IOException(
          "expected two passwords on standard input; this process is started by the monitor");
    }
    return line;
  }

  private static Path data(String[] args) {
    return Path.of(option(args, "--data", ""));
  }

  /** A folder that is not there allows none. */
  private static Path backups(String[] args) {
    Path named = Path.of(option(args, "--backups", data(args).resolve("backups").toString()));
    return named.toAbsolutePath().normalize();
  }

  private static long memoryBytes(String[] args) {
    return Long.parseLong(option(args, "--memory-bytes", Long.toString(DEFAULT_MEMORY_BYTES)));
  }

  private static String option(String[] args, String name, String absent) {
    for (int i = 0; i + 1 < args.length; i++) {
      if (args[i].equals(name)) {
        return args[i + 1];
      }
    }
    if (absent.isEmpty()) {
      throw new IllegalArgumentException("missing option " + name + " DIR");
    }
    return absent;
  }
}
