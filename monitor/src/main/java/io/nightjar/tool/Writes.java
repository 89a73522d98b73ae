package io.nightjar.tool;

import io.nightjar.account.Audit;
import io.nightjar.account.Caller;
import io.nightjar.account.Database;
import io.nightjar.account.DoneWrites;
import io.nightjar.query.Column;
import io.nightjar.telemetry.Telemetry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one way a tool changes anything: nothing without a confirmation that was made for this
 * caller, this tool, these arguments and this effect, that is at most five minutes old, and that
 * was not used before. The change, its audit row and the mark of its use are one transaction.
 */
public final class Writes {
  /** What every write answers. */
  static final List<Column> FACTS =
      List.of(
          Column.text("status", "done, needs_confirmation, dry_run, declined or dismissed"),
          Column.text("effect", "what it did, or would do"),
          Column.untrustedList("preview", "what was seen while it was planned"),
          Column.text("undo_tool", "takes it back"),
          Column.text("undo_arguments", "of the undo tool, JSON"),
          Column.text("confirm", "to do it: call again with the same arguments and this, once"),
          Column.time("confirm_until", "when that ends"));

  /** The most confirmations of a token kept at one time. */
  static final int MOST_A_DAY = 1_000;

  private final Supplier<Database> database;
  private final InstantSource clock;
  private final Seal seal = new Seal();
  private final WriteCounters counters;

  /** Writes to this database; asked for when something is written. */
  public Writes(Supplier<Database> database, InstantSource clock, Telemetry telemetry) {
    this.database = database;
    this.clock = clock;
    this.counters = new WriteCounters(telemetry);
  }

  /** A call of a write tool. */
  private record Attempt<A extends Record>(
      WriteTool<A> tool,
      A arguments,
      Writing writing,
      Caller caller,
      String digest,
      WriteTool.Planner planner) {
    /** The same, with all looked at that takes long. */
    Attempt<A> looked() {
      try {
        return new Attempt<>(tool, arguments, writing, caller, digest, tool.planner(arguments));
      } catch (ToolProblem problem) {
        throw new Carried(problem);
      }
    }

    Seal.Bond bond(Seal.Purpose purpose) {
      return new Seal.Bond(purpose, caller.tokenId(), digest);
    }

    Change plan(Connection connection) throws SQLException {
      try {
        return planner.plan(connection);
      } catch (ToolProblem problem) {
        throw new Carried(problem);
      }
    }
  }

  /** Takes a problem out of a transaction, which then changes nothing. */
  private static final class Carried extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ToolProblem problem;

    Carried(ToolProblem problem) {
      super(problem);
      this.problem = problem;
    }
  }

  /**
   * Answers a call.
   *
   * @param named the arguments as JSON, which a confirmation is bound to
   */
  <A extends Record> Outcome call(
      WriteTool<A> tool, A arguments, ObjectNode named, Caller caller, Consent consent)
      throws ToolProblem {
    Writing writing = tool.writing(arguments).checked();
    String digest = CanonicalJson.digest(tool.card().name(), named, "confirm", "dry_run");
    Attempt<A> attempt =
        new Attempt<>(tool, arguments, writing, caller, digest, each -> tool.plan(each, arguments));
    try {
      Outcome outcome = answer(attempt, consent);
      counters.count(outcome);
      return outcome;
    } catch (Carried carried) {
      counters.refused();
      throw carried.problem;
    }
  }

  private Outcome answer(Attempt<?> attempt, Consent consent) {
    Optional<Payload> repeated =
        database.get().read(connection -> repeated(connection, attempt, clock.instant()));
    if (repeated.isPresent()) {
      return new Outcome.Answered(repeated.get());
    }
    return fresh(attempt.looked(), consent);
  }

  private Outcome fresh(Attempt<?> attempt, Consent consent) {
    Writing writing = attempt.writing();
    if (writing.dryRun()) {
      return told(attempt, "dry_run", "a dry run: nothing is changed");
    }
    return switch (consent) {
      case Consent.ByValue _ when writing.confirm() == null -> needsConfirmation(attempt);
      case Consent.ByValue _ -> done(attempt, Seal.Purpose.VALUE, writing.confirm());
      case Consent.ToBeAsked _ when writing.confirm() == null -> question(attempt);
      case Consent.ToBeAsked _ -> throw new Carried(WriteProblems.asksItself());
      case Consent.Asked asked when asked.word() == Consent.Word.YES ->
          done(attempt, Seal.Purpose.QUESTION, asked.state());
      case Consent.Asked asked -> left(attempt, asked);
    };
  }

  private static Optional<Payload> repeated(Connection connection, Attempt<?> attempt, Instant now)
      throws SQLException {
    String key = attempt.writing().idempotencyKey();
    Optional<DoneWrites.Done> first =
        key == null
            ? Optional.empty()
            : DoneWrites.find(connection, attempt.caller().tokenId(), key, now);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (!first.get().digest().equals(attempt.digest())) {
      throw new Carried(WriteProblems.keyOfAnother(first.get().time()));
    }
    return Optional.of(WriteAnswers.stored(first.get().result()));
  }

  private Change planned(Attempt<?> attempt) {
    return database.get().read(attempt::plan);
  }

  private Outcome told(Attempt<?> attempt, String status, String note) {
    return new Outcome.Answered(
        WriteAnswers.of(
            status, planned(attempt), attempt.tool(), attempt.writing(), clock.instant(), note));
  }

  private Outcome needsConfirmation(Attempt<?> attempt) {
    Change change = planned(attempt);
    Instant now = clock.instant();
    String confirm = seal.seal(attempt.bond(Seal.Purpose.VALUE), change.view(), now);
    return new Outcome.Answered(
        WriteAnswers.unconfirmed(change, attempt.tool(), attempt.writing(), now, confirm));
  }

  private Outcome question(Attempt<?> attempt) {
    Change change = planned(attempt);
    return new Outcome.Question(
        WriteAnswers.question(change, attempt.tool(), attempt.writing()),
        seal.seal(attempt.bond(Seal.Purpose.QUESTION), change.view(), clock.instant()));
  }

  private Outcome done(Attempt<?> attempt, Seal.Purpose purpose, String confirmation) {
    return new Outcome.Answered(
        database.get().write(connection -> commit(connection, attempt, purpose, confirmation)));
  }

  private Payload commit(
      Connection connection, Attempt<?> attempt, Seal.Purpose purpose, String confirmation)
      throws SQLException {
    Instant now = clock.instant();
    Optional<Payload> repeated = repeated(connection, attempt, now);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    Seal.Opened opened = use(connection, attempt.bond(purpose), purpose, confirmation, now);
    Change change = attempt.plan(connection);
    if (!opened.isOf(change.view())) {
      throw new Carried(WriteProblems.effectChanged(change.effect()));
    }
    change.step().on(connection);
    Payload payload = WriteAnswers.of("done", change, attempt.tool(), attempt.writing(), now, "");
    keep(connection, attempt, opened, now, Json.text(payload.structured()));
    Audit.append(
        connection,
        WriteAnswers.audit(change, attempt.tool(), attempt.writing(), attempt.caller(), now));
    return payload;
  }

  /** The confirmation, if it works at this moment; no other connection writes meanwhile. */
  private Seal.Opened use(
      Connection connection, Seal.Bond bond, Seal.Purpose purpose, String confirmation, Instant now)
      throws SQLException {
    Seal.Opened opened =
        seal.open(bond, confirmation)
            .orElseThrow(() -> new Carried(WriteProblems.notOurs(purpose)));
    if (DoneWrites.isUsed(connection, opened.nonce())) {
      throw new Carried(WriteProblems.used(purpose));
    }
    if (!opened.isLive(now)) {
      throw new Carried(WriteProblems.expired(purpose));
    }
    return opened;
  }

  private static void keep(
      Connection connection, Attempt<?> attempt, Seal.Opened opened, Instant now, String result)
      throws SQLException {
    long token = attempt.caller().tokenId();
    DoneWrites.forget(connection, now);
    if (DoneWrites.count(connection, token) >= MOST_A_DAY) {
      throw new Carried(WriteProblems.tooMany());
    }
    String key = result.isEmpty() ? null : attempt.writing().idempotencyKey();
    DoneWrites.insert(
        connection, new DoneWrites.Done(opened.nonce(), now, token, key, attempt.digest(), result));
  }

  /** A no uses the question up too, so that it cannot be turned into a yes later. */
  private Outcome left(Attempt<?> attempt, Consent.Asked asked) {
    Seal.Purpose purpose = Seal.Purpose.QUESTION;
    database
        .get()
        .write(
            connection -> {
              Instant now = clock.instant();
              Seal.Opened opened =
                  use(connection, attempt.bond(purpose), purpose, asked.state(), now);
              keep(connection, attempt, opened, now, "");
              return opened;
            });
    return asked.word() == Consent.Word.NO
        ? told(attempt, "declined", "the user said no: nothing is changed; do not ask again")
        : told(attempt, "dismissed", "the user did not answer the question: nothing is changed");
  }
}
