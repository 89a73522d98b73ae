package io.nightjar.app;

import static io.nightjar.account.Accounts.CONSOLE;

import io.nightjar.account.Accounts;
import io.nightjar.account.Role;
import io.nightjar.account.Token;
import io.nightjar.account.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar token}: keys for assistants and scripts. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Tokens.",
    subcommands = {
      TokenCommand.Create.class,
      TokenCommand.Listing.class,
      TokenCommand.Revoke.class,
      TokenCommand.Rotate.class
    })
final class TokenCommand implements Callable<Integer> {
  private static final Pattern TTL = Pattern.compile("(\\d{1,5})([hd])");

  @Override
  public Integer call() {
    System.err.println("nightjar: token needs a command: create, list, revoke or rotate");
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

    @Option(
        names = "--interfaces",
        paramLabel = "IF,…",
        defaultValue = "",
        description =
            "The only interfaces and capture files whose rows the holder sees, live and in history."
                + " Default: all.")
    private String interfaces = "";

    @Mixin private AccountsFile file = new AccountsFile();

    @Override
    public Integer call() {
      String owner = user.toLowerCase(Locale.ROOT);
      String label = name == null ? "token-" + System.currentTimeMillis() : name;
      TokenRequest wanted =
          new TokenRequest(
              owner,
              role,
              label,
              lifetime(ttl),
              RunCommand.networks("--networks", networks),
              names(interfaces));
      String token = file.use(accounts -> made(accounts, wanted));
      System.out.println(token);
      return Nightjar.OK;
    }

    private static String made(Accounts accounts, TokenRequest wanted) {
      if (accounts.role(wanted.user()).isEmpty()) {
        accounts.createUser(CONSOLE, wanted.user(), wanted.role(), Optional.empty());
      }
      return accounts.createToken(CONSOLE, wanted);
    }

    private static List<String> names(String text) {
      return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
  }

  /** {@code nightjar token list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists tokens, not their secrets.")
  static final class Listing implements Callable<Integer> {
    @Option(names = "--user", paramLabel = "U", description = "Only this user's.")
    private @Nullable String user;

    @Mixin private AccountsFile file = new AccountsFile();

    @Override
    public Integer call() {
      TextTable table =
          new TextTable(
              "ID",
              "USER",
              "NAME",
              "ROLE",
              "STATE",
              "EXPIRES",
              "LAST USED",
              "NETWORKS",
              "INTERFACES");
      Instant now = Instant.now();
      for (Token each : file.existing(Accounts::tokens)) {
        if (user == null || user.equalsIgnoreCase(each.user())) {
          table.add(
              Long.toString(each.id()),
              each.user(),
              each.name(),
              each.role().name().toLowerCase(Locale.ROOT),
              each.state(now),
              time(each.expires()),
              time(each.lastUsed()),
              each.networks().stream().map(Object::toString).collect(Collectors.joining(",")),
              String.join(",", each.interfaces()));
        }
      }
      System.out.print(table);
      return Nightjar.OK;
    }

    private static String time(Optional<Instant> moment) {
      return moment.map(each -> each.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("never");
    }
  }

  /** {@code nightjar token revoke}. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a token for good, at its next request.")
  static final class Revoke implements Callable<Integer> {
    @Mixin private ChosenToken chosen = new ChosenToken();
    @Mixin private AccountsFile file = new AccountsFile();

    @Override
    public Integer call() {
      file.existing(accounts -> accounts.revokeToken(CONSOLE, chosen.in(accounts).id()));
      System.out.println(chosen + " is revoked");
      return Nightjar.OK;
    }
  }

  /** {@code nightjar token rotate}. */
  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Gives a token another secret and prints it, alone, on standard output.",
        "Name, role and bounds stay; the old secret ends now."
      })
  static final class Rotate implements Callable<Integer> {
    @Mixin private ChosenToken chosen = new ChosenToken();

    @Option(
        names = "--ttl",
        paramLabel = "90d",
        description = "How long the new one works. Default: as long as the old one would have.")
    private @Nullable String ttl;

    @Mixin private AccountsFile file = new AccountsFile();

    @Override
    public Integer call() {
      Optional<Duration> lifetime = lifetime(ttl);
      String token =
          file.existing(
              accounts ->
                  accounts.administration().rotate(CONSOLE, chosen.in(accounts).id(), lifetime));
      System.out.println(token);
      return Nightjar.OK;
    }
  }

  /** A token by its number or by user and name. */
  static final class ChosenToken {
    @Parameters(
        index = "0",
        paramLabel = "TOKEN",
        description = "Its number, or USER/NAME; token list shows both.")
    private String token = "";

    Token in(Accounts accounts) {
      return accounts.tokens().stream()
          .filter(each -> !each.revoked() && isMeant(each))
          .findFirst()
          .orElseThrow(
              () -> new UsageException("there is no valid token " + this + ": see token list"));
    }

    private boolean isMeant(Token each) {
      return token.equals(Long.toString(each.id()))
          || token.equals(each.user() + "/" + each.name());
    }

    /** Whoever pastes the secret instead does not find it in a log. */
    @Override
    public String toString() {
      return token.startsWith("nj_") ? "of this secret" : token;
    }
  }

  private static Optional<Duration> lifetime(@Nullable String ttl) {
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
