package io.nightjar.tool;

import io.nightjar.account.CallAudit;
import io.nightjar.account.Caller;
import io.nightjar.net.UntrustedText;
import io.nightjar.telemetry.Telemetry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** All tools in a fixed order, and the one way to call them: every door calls here. */
public final class Catalogue {
  /**
   * Limits of calls.
   *
   * @param maxCalls calls under way at one time; more are refused
   * @param timeout the longest a call may take
   */
  public record Config(int maxCalls, Duration timeout) {
    private static final long CALL_BYTES = 40 << 20;

    /** As many calls as a heap can hold copies for, 4 to 64; each at most a minute. */
    public static Config within(long heapBytes) {
      return new Config(Math.clamp(heapBytes / CALL_BYTES, 4, 64), Duration.ofSeconds(60));
    }

    /** The usual limits. */
    public static Config defaults() {
      return new Config(64, Duration.ofSeconds(60));
    }
  }

  private static final System.Logger LOG = System.getLogger(Catalogue.class.getName());
  private static final int SHOWN_NAME = 64;

  private final Config config;
  private final CallAudit audit;
  private final Map<String, ToolEntry<?>> entries = new LinkedHashMap<>();
  private final OwnTools own;
  private final Semaphore free;
  private final Optional<Writes> writes;
  private final SecureRandom random = new SecureRandom();

  /** A catalogue that only reads, and whose calls are not written down. */
  public Catalogue(Config config, List<? extends Tool<?>> tools, Telemetry telemetry) {
    this(config, tools, telemetry, CallAudit.NONE, Optional.empty());
  }

  /**
   * A catalogue of these tools, in this order; refuses one that lacks something.
   *
   * @param writes how tools write; empty where none may
   */
  public Catalogue(
      Config config,
      List<? extends Tool<?>> tools,
      Telemetry telemetry,
      CallAudit audit,
      Optional<Writes> writes) {
    this.config = config;
    this.audit = audit;
    this.writes = writes;
    this.free = new Semaphore(config.maxCalls());
    for (Tool<?> tool : tools) {
      ToolEntry<?> entry = ToolEntry.of(tool, telemetry);
      if (entries.put(entry.card().name(), entry) != null) {
        throw new IllegalArgumentException("two tools are named " + entry.card().name());
      }
    }
    entries.values().forEach(entry -> entry.checkUndo(entries.keySet()));
    this.own = new OwnTools(entries.keySet(), telemetry);
    telemetry.watch(
        "nightjar_tool_calls_running",
        "Calls of tools under way",
        Telemetry.Kind.GAUGE,
        new java.util.TreeMap<>(),
        () -> config.maxCalls() - free.availablePermits());
  }

  /** The most tools that may come and go. */
  public static final int MOST_OWN = OwnTools.MOST;

  /** Whether a tool that stays has this name. */
  public boolean isBuiltIn(String name) {
    return entries.containsKey(name);
  }

  /**
   * Puts these in the place of the tools that come and go, all at once: at most {@link #MOST_OWN},
   * with names that differ and that no other tool has.
   */
  public void replaceOwn(List<JsonTool> tools) {
    own.replace(tools);
  }

  /** Has this run after each such change, on the thread that made it. */
  public void onChange(Runnable listener) {
    own.onChange(listener);
  }

  /** The tools this caller may call. */
  public List<ToolEntry<?>> visibleTo(Caller caller) {
    return Stream.of(entries, own.entries())
        .<ToolEntry<?>>flatMap(each -> each.values().stream())
        .filter(entry -> entry.isReadOnly() || writes.isPresent())
        .filter(entry -> caller.may(entry.card().role()) && entry.isFor(caller))
        .toList();
  }

  /** The schema of the arguments of a tool that may come and go; empty when there is none. */
  public ObjectNode ownSchema(String name) {
    ToolEntry<?> entry = own.entries().get(name);
    return entry == null ? Json.object() : entry.inputSchema();
  }

  /** Calls a tool and waits for what becomes of it. */
  public Outcome call(String name, ObjectNode arguments, Caller caller)
      throws InterruptedException {
    Call call = start(name, arguments, caller);
    try {
      return call.await();
    } finally {
      call.cancel();
    }
  }

  private Outcome tooLong() {
    return new Outcome.Refused(
        ToolProblem.Kind.UNAVAILABLE,
        "the call took more than " + config.timeout().toSeconds() + " s and was stopped",
        "ask for less: a shorter time range, fewer rows, a narrower filter");
  }

  /** Starts a call, which ends within the longest time a call may take. */
  public Call start(String name, ObjectNode arguments, Caller caller) {
    return start(name, arguments, caller, Consent.BY_VALUE);
  }

  /**
   * Starts a call of a caller whose user can be asked, or was.
   *
   * @param consent how the user comes to say yes to a write
   */
  public Call start(String name, ObjectNode arguments, Caller caller, Consent consent) {
    ToolEntry<?> fixed = entries.get(name);
    ToolEntry<?> entry = fixed == null ? own.entries().get(name) : fixed;
    if (entry == null) {
      List<String> known = visibleTo(caller).stream().map(tool -> tool.card().name()).toList();
      Outcome unknown =
          new Outcome.Unknown(UntrustedText.clean(name, SHOWN_NAME), Nearest.to(name, known));
      audit.note(CallRecord.of(caller, name, "{}", "").ended(unknown));
      return Call.over(unknown);
    }
    CallRecord record = entry.record(arguments, caller);
    if (!entry.isReadOnly() && writes.isEmpty()) {
      ToolProblem problem = WriteProblems.readOnly(entry.card().name());
      return over(
          entry, record, new Outcome.Refused(problem.kind(), problem.message(), problem.hint()));
    }
    if (!caller.may(entry.card().role())) {
      return over(entry, record, forbidden(entry, caller));
    }
    Optional<String> bound = entry.countsTogether(caller);
    if (bound.isPresent()) {
      return over(entry, record, notForBound(entry, bound.get()));
    }
    if (!free.tryAcquire()) {
      return over(
          entry,
          record,
          new Outcome.Refused(
              ToolProblem.Kind.UNAVAILABLE,
              config.maxCalls() + " calls are under way, which is the most there may be",
              "call again in a few seconds"));
    }
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("tool-" + name)
            .start(
                () ->
                    run(entry, new ToolEntry.Asking(arguments, caller, consent), record, outcome));
    long longest = config.timeout().toMillis();
    return new Call(
        outcome,
        outcome
            .completeOnTimeout(tooLong(), longest, TimeUnit.MILLISECONDS)
            .whenComplete((_, _) -> thread.interrupt()));
  }

  private Call over(ToolEntry<?> entry, CallRecord record, Outcome outcome) {
    entry.count(outcome, Duration.ZERO);
    audit.note(record.ended(outcome));
    return Call.over(outcome);
  }

  private static Outcome forbidden(ToolEntry<?> entry, Caller caller) {
    return new Outcome.Refused(
        ToolProblem.Kind.FORBIDDEN,
        entry.card().name()
            + " needs the role "
            + entry.card().role().name().toLowerCase(Locale.ROOT)
            + "; this token is "
            + caller.role().name().toLowerCase(Locale.ROOT),
        "use a token with that role");
  }

  private static Outcome notForBound(ToolEntry<?> entry, String things) {
    return new Outcome.Refused(
        ToolProblem.Kind.FORBIDDEN,
        entry.card().name()
            + " counts all "
            + things
            + " together, and this token is bound to some of them",
        "use query, list_hosts or top_talkers, which show what this token may see");
  }

  private void run(
      ToolEntry<?> entry,
      ToolEntry.Asking asking,
      CallRecord record,
      CompletableFuture<Outcome> waiting) {
    long started = System.nanoTime();
    Outcome outcome = asking.caller().asker().call(() -> audited(entry, asking, record));
    free.release();
    if (entry.isReadOnly()) {
      audit.note(record.ended(waiting.getNow(outcome))); // who waits may have given up
    }
    boolean wanted = waiting.complete(outcome);
    entry.count(
        wanted ? outcome : new Outcome.Cancelled(), Duration.ofNanos(System.nanoTime() - started));
  }

  /** What changes something is written down before it does, or is not done. */
  private Outcome audited(ToolEntry<?> entry, ToolEntry.Asking asking, CallRecord record) {
    if (entry.isReadOnly()) {
      return answer(entry, asking);
    }
    if (!audit.record(record.begun())) {
      return new Outcome.Refused(
          ToolProblem.Kind.UNAVAILABLE,
          "the audit cannot be written now, so nothing may be changed",
          "see get_system_health; call again when the audit is written");
    }
    Outcome outcome = answer(entry, asking);
    var _ = audit.record(record.ended(outcome));
    return outcome;
  }

  private Outcome answer(ToolEntry<?> entry, ToolEntry.Asking asking) {
    try {
      return entry.answer(asking, writes);
    } catch (ToolProblem problem) {
      return new Outcome.Refused(problem.kind(), problem.message(), entry.advice(problem));
    } catch (RuntimeException | Error e) {
      return isInterruption(e) ? new Outcome.Cancelled() : failed(entry, e);
    }
  }

  /** Libraries tell of an interruption by exceptions of their own, and some clear the mark. */
  private static boolean isInterruption(Throwable e) {
    boolean found = Thread.currentThread().isInterrupted();
    for (@Nullable Throwable at = e; at != null && !found; at = at.getCause()) {
      found = at instanceof InterruptedException;
    }
    return found;
  }

  private Outcome failed(ToolEntry<?> entry, Throwable cause) {
    byte[] number = new byte[6];
    random.nextBytes(number);
    String incident = HexFormat.of().formatHex(number);
    LOG.log(
        System.Logger.Level.ERROR,
        () -> "tool " + entry.card().name() + " failed, incident " + incident,
        cause);
    return new Outcome.Failed(incident);
  }
}
