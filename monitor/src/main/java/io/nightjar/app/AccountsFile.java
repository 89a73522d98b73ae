package io.nightjar.app;

import io.nightjar.account.Accounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose users, tokens and audit a command is about; the monitor may run meanwhile. */
final class AccountsFile {
  @Option(names = "--data", paramLabel = "DIR", description = "The monitor's data directory.")
  private @Nullable Path data;

  /** Works on the accounts that are there. */
  <T> T existing(Function<Accounts, T> work) {
    Path file = folder().resolve("nightjar.db");
    if (!Files.exists(file)) {
      throw new UsageException("there is no " + file + ": name the monitor's --data directory");
    }
    return use(work);
  }

  /** Works on the accounts, which are made when there are none. */
  <T> T use(Function<Accounts, T> work) {
    Accounts accounts = new Accounts(Accounts.Config.in(folder()), InstantSource.system());
    accounts.start();
    try {
      return work.apply(accounts);
    } finally {
      accounts.close();
    }
  }

  private Path folder() {
    return data == null ? DataDirectory.usual() : data;
  }
}
