package io.nightjar.dropin;

import io.nightjar.query.HistoryQuestions;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.JsonTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tools of a folder in the catalogue: looks every half second, and once nothing has
 * changed between two looks, reads what is new. A file that gives no tool takes nothing from the
 * others, and is logged once.
 */
public final class DropIns implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DropIns.class.getName());
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String THE_FOLDER = "tools";

  private final ToolFolder folder;
  private final ToolReader reader;
  private final HistoryQuestions history;
  private final NtopObjects objects;
  private final LuaSandbox sandbox;
  private @Nullable Thread watcher;
  private final Set<String> logged = new HashSet<>();
  private volatile int serving;
  private volatile List<Broken> broken = List.of();
  private volatile boolean closing;

  /**
   * Of this folder, which need not exist; served once started.
   *
   * @param history what SQL asks
   * @param objects what Lua asks
   */
  public DropIns(
      Path folder,
      HistoryQuestions history,
      NtopObjects objects,
      LuaSandbox sandbox,
      Telemetry telemetry) {
    this.folder = new ToolFolder(folder);
    this.reader = new ToolReader(this.folder, sandbox);
    this.history = history;
    this.objects = objects;
    this.sandbox = sandbox;
    gauge(telemetry, "served", () -> serving);
    gauge(telemetry, "broken", () -> broken.size());
  }

  private static void gauge(Telemetry telemetry, String state, DoubleSupplier value) {
    telemetry.watch(
        "nightjar_own_tools",
        "Files in the folder of one's own tools",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(Map.of("state", state)),
        value);
  }

  /** What is broken, as it was last looked at. */
  public List<Broken> broken() {
    return broken;
  }

  /** A sentence for who asks how the monitor is; none when nothing is broken. */
  public List<String> problems() {
    int count = broken.size();
    return count == 0
        ? List.of()
        : List.of(
            "own tools: "
                + count
                + (count == 1 ? " file is" : " files are")
                + " broken; the log and nightjar doctor name file, line and reason");
  }

  /** Begins to keep the folder's tools in this catalogue. */
  public void start(Catalogue catalogue) {
    sandbox.start();
    watcher = Thread.ofPlatform().name("own-tools").daemon().start(() -> watch(catalogue));
  }

  private void watch(Catalogue catalogue) {
    @Nullable Object before = null;
    @Nullable Object done = null;
    try {
      while (!closing) {
        Object seen = look();
        if (seen.equals(before) && !seen.equals(done) && take(seen, catalogue)) {
          done = seen;
        }
        before = seen;
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a look at the folder finds. */
  private record Files(List<ToolFolder.Seen> seen) {}

  /** The files, or what is wrong with the folder. */
  private Object look() {
    try {
      return new Files(folder.look());
    } catch (FileProblem e) {
      return new Broken(THE_FOLDER, e.line(), e.reason());
    }
  }

  /** Whether that is settled; else it is tried again. */
  private boolean take(Object seen, Catalogue catalogue) throws InterruptedException {
    try {
      ToolReader.Result result =
          reader.read(seen instanceof Files files ? files.seen() : List.of(), catalogue::isBuiltIn);
      catalogue.replaceOwn(result.sources().stream().map(this::tool).toList());
      List<Broken> wrong = new ArrayList<>(result.broken());
      if (seen instanceof Broken whole) {
        wrong.add(whole);
      }
      serving = result.sources().size();
      broken = List.copyOf(wrong);
      wrong.forEach(this::log);
      LOG.log(
          System.Logger.Level.INFO,
          () -> "own tools: " + serving + " served, " + wrong.size() + " broken");
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "own tools could not be read", e);
      return true;
    }
  }

  private JsonTool tool(ToolSource source) {
    return switch (source) {
      case ToolSource.Sql sql -> new SqlTool(sql, history);
      case ToolSource.Lua lua -> new LuaTool(lua, sandbox, objects);
    };
  }

  /**
   * What is broken in a folder, without serving it.
   *
   * @throws InterruptedException when this thread is interrupted
   */
  public static List<Broken> check(Path folder) throws InterruptedException {
    LuaSandbox sandbox = new LuaSandbox(LuaSandbox.USUAL);
    sandbox.start();
    try {
      ToolFolder looked = new ToolFolder(folder);
      return new ToolReader(looked, sandbox).read(looked.look(), _ -> false).broken();
    } catch (FileProblem e) {
      return List.of(new Broken(THE_FOLDER, e.line(), e.reason()));
    } finally {
      sandbox.close();
    }
  }

  private void log(Broken each) {
    if (logged.size() < 1_000 && logged.add(each.toString())) {
      LOG.log(System.Logger.Level.WARNING, () -> "own tool is broken: " + each);
    }
  }

  /** Ends looking and every run; safe when it was never started. */
  @Override
  public void close() {
    closing = true;
    Thread started = watcher;
    if (started != null) {
      started.interrupt();
      try {
        started.join(Duration.ofSeconds(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    sandbox.close();
  }
}
