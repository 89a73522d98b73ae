package io.nightjar.app;

import io.nightjar.account.Accounts;
import io.nightjar.account.Role;
import io.nightjar.account.Token;
import io.nightjar.web.MonitorClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A running monitor as its administrator: with a token, or, on the machine where its data directory
 * is, with one made for this command alone.
 */
final class Administration {
  /** Work on a monitor. */
  @FunctionalInterface
  interface Work {
    /** Does it; the exit status. */
    int on(MonitorClient monitor) throws IOException, InterruptedException;
  }

  private static final String USER = "console";
  private static final Duration TOKEN_ENDS = Duration.ofHours(12);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The monitor, with a token. Default: the one that runs on --data.")
  private @Nullable String url;

  @Option(
      names = "--token",
      paramLabel = "T",
      description =
          "A token of role admin; without it NIGHTJAR_TOKEN of the environment, when --url is given.")
  private @Nullable String token;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of the running monitor, in place of --url and --token.")
  private @Nullable Path data;

  /** Does the work; a token made for it is revoked afterwards. */
  int run(Work work) throws IOException, InterruptedException {
    if (url == null && token == null) {
      return locally(data == null ? DataDirectory.usual() : data, work);
    }
    if (data != null) {
      throw new UsageException("--data names the monitor without --url and --token: leave out one");
    }
    String given = token == null ? System.getenv("NIGHTJAR_TOKEN") : token;
    if (given == null || given.isBlank()) {
      throw new UsageException("a token is needed: --token T, or NIGHTJAR_TOKEN");
    }
    return at(url == null ? "http://127.0.0.1:3000" : url, given, work);
  }

  private static int at(String url, String token, Work work)
      throws IOException, InterruptedException {
    try (MonitorClient monitor = new MonitorClient(url, token)) {
      return work.on(monitor);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--url: " + e.getMessage());
    }
  }

  private static int locally(Path data, Work work) throws IOException, InterruptedException {
    String url = MonitorUrl.read(data);
    if (!Files.isWritable(data.resolve("nightjar.db"))) {
      throw new IOException(
          data + " belongs to another user: use --url and --token, or be that one");
    }
    Accounts accounts = new Accounts(Accounts.Config.in(data), InstantSource.system());
    accounts.start();
    String name = "command-" + ProcessHandle.current().pid() + "-" + System.currentTimeMillis();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> revoke(accounts, name)));
    if (accounts.role(USER).isEmpty()) {
      accounts.createUser(USER, USER, Role.ADMIN, Optional.empty());
    }
    return at(
        url, accounts.createToken(USER, USER, Role.ADMIN, name, Optional.of(TOKEN_ENDS)), work);
  }

  /** At the end of this process, which a signal may bring. */
  private static void revoke(Accounts accounts, String name) {
    accounts.tokens().stream()
        .filter(each -> each.user().equals(USER) && each.name().equals(name) && !each.revoked())
        .map(Token::id)
        .forEach(id -> accounts.revokeToken(USER, id));
    accounts.close();
  }
}
