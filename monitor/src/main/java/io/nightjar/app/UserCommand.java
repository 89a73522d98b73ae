package io.nightjar.app;

import static io.nightjar.account.Accounts.CONSOLE;

import io.nightjar.account.Administration;
import io.nightjar.account.Role;
import io.nightjar.account.User;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar user}: who has tokens. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Users.",
    subcommands = {
      UserCommand.Add.class,
      UserCommand.Listing.class,
      UserCommand.ChangeRole.class,
      UserCommand.ChangePassword.class,
      UserCommand.Remove.class
    })
final class UserCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.err.println("nightjar: user needs a command: add, list, role, password or remove");
    return Nightjar.WRONG_USAGE;
  }

  /** Which user. */
  static final class Chosen {
    @Parameters(index = "0", paramLabel = "USER", description = "The user's name.")
    private String user = "";

    @Mixin private AccountsFile file = new AccountsFile();

    String name() {
      return user.toLowerCase(Locale.ROOT);
    }

    void change(java.util.function.Consumer<Administration> change) {
      boolean _ =
          file.existing(
              accounts -> {
                change.accept(accounts.administration());
                return true;
              });
    }
  }

  /** {@code nightjar user add}. */
  @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a user.")
  static final class Add implements Callable<Integer> {
    @Mixin private Chosen chosen = new Chosen();

    @Option(
        names = "--role",
        paramLabel = "R",
        defaultValue = "viewer",
        description = "viewer, analyst or admin: the most their tokens may be. Default: viewer.")
    private Role role = Role.VIEWER;

    @Option(
        names = "--password",
        description = "Ask for a password; from a pipe, its first line. Default: none.")
    private boolean withPassword;

    @Override
    public Integer call() throws IOException {
      Optional<String> password = withPassword ? Optional.of(password()) : Optional.empty();
      boolean _ =
          chosen.file.use(
              accounts -> {
                accounts.createUser(CONSOLE, chosen.name(), role, password);
                return true;
              });
      System.out.println("user " + chosen.name() + " is made");
      return Nightjar.OK;
    }
  }

  /** {@code nightjar user list}. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists users.")
  static final class Listing implements Callable<Integer> {
    @Mixin private AccountsFile file = new AccountsFile();

    @Override
    public Integer call() {
      TextTable table = new TextTable("USER", "ROLE", "TOKENS", "PASSWORD", "CREATED");
      for (User each : file.existing(accounts -> accounts.administration().users())) {
        table.add(
            each.name(),
            each.role().name().toLowerCase(Locale.ROOT),
            Integer.toString(each.tokens()),
            each.hasPassword() ? "yes" : "no",
            each.created().truncatedTo(ChronoUnit.SECONDS).toString());
      }
      System.out.print(table);
      return Nightjar.OK;
    }
  }

  /** {@code nightjar user role}. */
  @Command(
      name = "role",
      mixinStandardHelpOptions = true,
      description = "Lets a user do more or less; their tokens follow at their next request.")
  static final class ChangeRole implements Callable<Integer> {
    @Mixin private Chosen chosen = new Chosen();

    @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, analyst or admin.")
    private Role role = Role.VIEWER;

    @Override
    public Integer call() {
      chosen.change(accounts -> accounts.setRole(CONSOLE, chosen.name(), role));
      System.out.println(chosen.name() + " is " + role.name().toLowerCase(Locale.ROOT));
      return Nightjar.OK;
    }
  }

  /** {@code nightjar user password}. */
  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "Gives a user another password: asks for it; from a pipe, its first line.")
  static final class ChangePassword implements Callable<Integer> {
    @Mixin private Chosen chosen = new Chosen();

    @Override
    public Integer call() throws IOException {
      String password = password();
      chosen.change(accounts -> accounts.setPassword(CONSOLE, chosen.name(), password));
      System.out.println("the password of " + chosen.name() + " is changed");
      return Nightjar.OK;
    }
  }

  /** {@code nightjar user remove}. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Removes a user with every token; the audit keeps what they did.")
  static final class Remove implements Callable<Integer> {
    @Mixin private Chosen chosen = new Chosen();

    @Override
    public Integer call() {
      chosen.change(accounts -> accounts.removeUser(CONSOLE, chosen.name()));
      System.out.println("user " + chosen.name() + " is removed");
      return Nightjar.OK;
    }
  }

  /** A password never stands on the command line, where other users of the machine see it. */
  private static String password() throws IOException {
    @SuppressWarnings("SystemConsoleNull") // its signature still allows null
    @Nullable Console console = System.console();
    String password = console != null && console.isTerminal() ? typed(console) : piped();
    Administration.check(password);
    return password;
  }

  private static String typed(Console console) {
    String first = new String(console.readPassword("password: "));
    if (!first.equals(new String(console.readPassword("once more: ")))) {
      throw new UsageException("the two passwords differ");
    }
    return first;
  }

  private static String piped() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    return line == null ? "" : line;
  }
}
