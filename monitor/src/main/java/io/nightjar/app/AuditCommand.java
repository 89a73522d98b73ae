package io.nightjar.app;

import io.nightjar.account.Accounts;
import io.nightjar.account.AuditCheck;
import io.nightjar.account.AuditRow;
import io.nightjar.account.AuditState;
import io.nightjar.account.AuditTrail.Noted;
import io.nightjar.tool.AuditLine;
import io.nightjar.tool.TimeText;
import io.nightjar.tool.ToolProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar audit}: who asked for what and who changed what. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "The record of calls and changes.",
    subcommands = {
      AuditCommand.Verify.class,
      AuditCommand.Export.class,
      AuditCommand.Archive.class
    })
final class AuditCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.err.println("nightjar: audit needs a command: verify, export or archive");
    return Nightjar.WRONG_USAGE;
  }

  /** {@code nightjar audit verify}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Follows the chain of rows and tells the first that breaks it.")
  static final class Verify implements Callable<Integer> {
    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "An archive or a whole export, instead of the monitor's own audit.")
    private @Nullable Path archive;

    @Option(
        names = "--head",
        paramLabel = "ID:HASH",
        description = "A row noted earlier, which must still be there.")
    private @Nullable String head;

    @Mixin private AccountsFile file = new AccountsFile();

    @Override
    public Integer call() throws IOException {
      Optional<Noted> noted = Optional.ofNullable(head).map(Verify::noted);
      if (archive != null) {
        return tell(ofFile(archive, noted), "");
      }
      return file.existing(
          accounts -> {
            AuditState state = accounts.trail().state();
            String before =
                state.archivedId() == 0
                    ? ""
                    : "; the archive before it ends at "
                        + state.archivedId()
                        + ":"
                        + state.archivedHash();
            return tell(accounts.trail().verify(noted), before);
          });
    }

    private static Noted noted(String text) {
      if (!text.matches("\\d{1,18}:[0-9a-f]{64}")) {
        throw new UsageException(
            "--head: expected ID:HASH as audit verify prints it, got '" + text + "'");
      }
      int colon = text.indexOf(':');
      return new Noted(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    private static AuditCheck ofFile(Path archive, Optional<Noted> noted) throws IOException {
      try (BufferedReader in = Files.newBufferedReader(archive)) {
        return AuditFile.check(in, noted);
      }
    }

    private static int tell(AuditCheck check, String before) {
      if (check.broken().isPresent()) {
        System.out.println("BROKEN: " + check.broken().get());
        return Nightjar.FAILURE;
      }
      System.out.println(
          check.last() < check.first()
              ? "no rows" + before
              : "rows %d to %d are whole, the head is %d:%s%s"
                  .formatted(check.first(), check.last(), check.last(), check.hash(), before));
      return Nightjar.OK;
    }
  }

  /** {@code nightjar audit export}. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Prints rows as JSON, a line each, oldest first.")
  static final class Export implements Callable<Integer> {
    @Option(names = "--from", paramLabel = "TIME", description = "ISO time, -6h or -7d.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "In the same forms.")
    private @Nullable String to;

    @Mixin private AccountsFile file = new AccountsFile();

    @Override
    public Integer call() {
      Instant first = time("--from", from, Instant.MIN);
      Instant last = time("--to", to, Instant.MAX);
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      boolean _ = file.existing(accounts -> print(accounts, first, last, out));
      return out.checkError() ? Nightjar.FAILURE : Nightjar.OK;
    }

    private static boolean print(Accounts accounts, Instant first, Instant last, PrintStream out) {
      String[] previous = {accounts.trail().state().archivedHash()};
      accounts
          .trail()
          .each(
              row -> {
                Instant time = row.entry().time();
                if (!time.isBefore(first) && !time.isAfter(last)) {
                  out.println(new AuditLine(row, previous[0]).text());
                }
                previous[0] = row.hash();
              });
      return true;
    }

    private static Instant time(String option, @Nullable String text, Instant otherwise) {
      try {
        return text == null ? otherwise : TimeText.parse(option, text);
      } catch (ToolProblem e) {
        throw new UsageException(e.message() + ": " + e.hint());
      }
    }
  }

  /** {@code nightjar audit archive}. */
  @Command(
      name = "archive",
      mixinStandardHelpOptions = true,
      description = {
        "Moves all rows to a file and begins anew behind them.",
        "The chain goes on: verify tells which archive comes before."
      })
  static final class Archive implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "A file that is not there yet.")
    private Path archive = Path.of("");

    @Mixin private AccountsFile file = new AccountsFile();

    @Override
    public Integer call() throws IOException {
      AuditCheck moved;
      try (AuditFile out = AuditFile.create(archive)) {
        moved =
            file.existing(
                accounts ->
                    accounts
                        .trail()
                        .archive(
                            Accounts.CONSOLE,
                            into(out, accounts.trail().state().archivedHash()),
                            out::keep));
      }
      if (moved.broken().isPresent()) {
        System.err.println(
            "nightjar: nothing was removed, the audit is broken: " + moved.broken().get());
        return Nightjar.FAILURE;
      }
      System.out.println(
          moved.last() < moved.first()
              ? "there were no rows"
              : "rows %d to %d are in %s, the last is %d:%s"
                  .formatted(moved.first(), moved.last(), archive, moved.last(), moved.hash()));
      return Nightjar.OK;
    }

    private static Consumer<AuditRow> into(AuditFile out, String start) {
      String[] previous = {start};
      return row -> {
        out.add(new AuditLine(row, previous[0]).text());
        previous[0] = row.hash();
      };
    }
  }
}
