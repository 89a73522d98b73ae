package io.nightjar.app;

import io.nightjar.account.Accounts;
import io.nightjar.account.Role;
import io.nightjar.net.Prefix;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nightjar token}: keys for assistants and scripts. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Tokens.",
    subcommands = TokenCommand.Create.class)
final class TokenCommand implements Callable<Integer> {
  private static final Pattern TTL = Pattern.compile("(\\d{1,5})([hd])");

  @Override
  public Integer call() {
    System.err.println("nightjar: token needs a command: create");
    return Nightjar.WRONG_USAGE;
  }

  /** {@code nightjar token create}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a token and prints it, alone, on standard output.")
  static final class Create implements Callable<Integer> {
    @Option(
        names = "--user",
        required = true,
        paramLabel = "U",
        description = "Whose token; a user that is not there is made, without a password.")
    private String user = "";

    @Option(
        names = "--role",
        paramLabel = "R",
        defaultValue = "viewer",
        description = "viewer, analyst or admin; no higher than the user's. Default: viewer.")
    private Role role = Role.VIEWER;

    @Option(names = "--name", paramLabel = "N", description = "What it is for.")
    private @Nullable String name;

    @Option(names = "--ttl", paramLabel = "90d", description = "How long it works: 90d, 12h.")
    private @Nullable String ttl;

    @Option(
        names = "--networks",
        paramLabel = "CIDR,…",
        defaultValue = "",
        description =
            "The only networks whose rows the holder sees, live and in history. Default: all.")
    private String networks = "";

    @Option(names = "--data", paramLabel = "DIR", description = "The monitor's data directory.")
    private @Nullable Path data;

    @Override
    public Integer call() {
      List<Prefix> bound = RunCommand.networks("--networks", networks);
      Path folder = data == null ? DataDirectory.usual() : data;
      Accounts accounts = new Accounts(Accounts.Config.in(folder), InstantSource.system());
      accounts.start();
      try {
        String owner = user.toLowerCase(Locale.ROOT);
        if (accounts.role(owner).isEmpty()) {
          accounts.createUser("console", owner, role, Optional.empty());
        }
        String label = name == null ? "token-" + System.currentTimeMillis() : name;
        System.out.println(accounts.createToken("console", owner, role, label, lifetime(), bound));
        return Nightjar.OK;
      } finally {
        accounts.close();
      }
    }

    private Optional<Duration> lifetime() {
      if (ttl == null) {
        return Optional.empty();
      }
      Matcher matcher = TTL.matcher(ttl);
      if (!matcher.matches()) {
        throw new UsageException("--ttl: '" + ttl + "' is no time; write 90d or 12h");
      }
      long count = Long.parseLong(matcher.group(1));
      return Optional.of(
          matcher.group(2).equals("d") ? Duration.ofDays(count) : Duration.ofHours(count));
    }
  }
}
