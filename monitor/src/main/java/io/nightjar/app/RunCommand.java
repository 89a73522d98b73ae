package io.nightjar.app;

import io.nightjar.capture.CaptureSource;
import io.nightjar.net.Prefix;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nightjar run}: the monitor. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Watches traffic, keeps history, answers assistants.")
final class RunCommand implements Callable<Integer> {
  private static final String PRIVATE_NETWORKS =
      "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,127.0.0.0/8,"
          + "fc00::/7,fe80::/10,::1/128";
  private static final int DEFAULT_PORT = 3000;
  private static final int CLICKHOUSE_PORT = 8123;
  private static final int MOST_WORKERS = 64;
  private static final int MOST_RING_MEBIBYTES = 16_384;
  private static final int MOST_OWN_TOOL_SECONDS = 30;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--interface",
      paramLabel = "IF",
      description = "Capture on this interface; repeatable. Default: the default route's.")
  private List<String> interfaces = new ArrayList<>();

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Read this capture file (pcap, pcapng, either gzipped); repeatable.")
  private List<Path> captures = new ArrayList<>();

  @Option(names = "--pcap-realtime", description = "Play files at the speed they were taken.")
  private boolean realtime;

  @Option(names = "--pcap-shift-to-now", description = "Move the end of each file to now.")
  private boolean shiftToNow;

  @Option(
      names = "--pcap-as-dated",
      description =
          "Read what is dated before now at once, and each later frame when its time comes.")
  private boolean asDated;

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      defaultValue = "",
      description = "Capture only what matches this pcap-filter(7) expression.")
  private String filter = "";

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Packet threads of an interface, and those that share files. Default: one a processor, of"
              + " an interface at most 4.")
  private int workers;

  @Option(
      names = "--ring-mb",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "Kernel memory of each interface for frames not read yet, in MiB. Default:"
              + " ${DEFAULT-VALUE}.")
  private int ringMebibytes;

  @Option(
      names = "--card-time",
      description = "Times of the network card's clock, where it stamps frames.")
  private boolean cardTime;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:3000",
      description = "Where HTTP and MCP listen. Default: ${DEFAULT-VALUE}.")
  private String listen = "";

  @Option(
      names = "--clickhouse-http",
      paramLabel = "HOST:PORT",
      description =
          "Where programs that speak ClickHouse's HTTP interface may read history, with a token as"
              + " the password. Default: nowhere.")
  private @Nullable String clickHouseHttp;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "A name clients may use for this server, beside its addresses, the name in --listen and"
              + " this machine's; repeatable.")
  private List<String> allowedHosts = new ArrayList<>();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "Memory of the monitor, like 512m or 2g; the store's comes on top. Default: a quarter of"
              + " the machine's.")
  private @Nullable String memory;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory. Default: $XDG_DATA_HOME/nightjar or ~/.local/share/nightjar.")
  private @Nullable Path data;

  @Option(
      names = "--backups",
      paramLabel = "DIR",
      description = "Where backups are made. Default: backups in the data directory.")
  private @Nullable Path backups;

  @Option(
      names = "--store",
      paramLabel = "URL",
      defaultValue = "",
      description = "A ClickHouse server to use instead of the private store.")
  private String store = "";

  @Mixin private RetentionOptions retention = new RetentionOptions();

  @Mixin private AccessOptions access = new AccessOptions();

  @Mixin private OauthOptions oauth = new OauthOptions();
  @Mixin private InventoryOptions inventory = new InventoryOptions();

  @Option(
      names = "--spool-size",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description =
          "Disk that rows may take while the store is away, like 500m or 4g. Default:"
              + " ${DEFAULT-VALUE}.")
  private String spoolSize = "";

  @Option(
      names = "--read-only",
      description = "Tools that change something are neither listed nor called.")
  private boolean readOnly;

  @Option(
      names = "--local-networks",
      paramLabel = "CIDR,…",
      defaultValue = PRIVATE_NETWORKS,
      description = "Networks whose hosts are local. Default: private ranges.")
  private String localNetworks = "";

  @Option(
      names = "--probe-networks",
      paramLabel = "CIDR,…",
      defaultValue = "",
      description =
          "Networks that may be probed though they are refused otherwise: loopback, link-local,"
              + " metadata services, this machine's addresses. Default: none.")
  private String probeNetworks = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options of run from a file: a line each, name=value, names without --.")
  private @Nullable Path config;

  @Option(
      names = "--own-tool-seconds",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Longest a tool of DIR/tools written in Lua may run. Default: ${DEFAULT-VALUE}.")
  private int ownToolSeconds;

  @Mixin private BlocklistOptions blocklists = new BlocklistOptions();

  @Option(
      names = "--exit-when-done",
      description = "With --pcap: end once everything is read and stored.")
  private boolean exitWhenDone;

  @Override
  public Integer call() throws Exception {
    if (config != null && spec != null) {
      ConfigFile.apply(config, spec, this::isGiven);
    }
    RunOptions options = options();
    return new Run(options).call();
  }

  private boolean isGiven(String option) {
    return spec != null && spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** What was asked for, checked. */
  RunOptions options() {
    for (Path capture : captures) {
      if (!Files.isReadable(capture) || Files.isDirectory(capture)) {
        throw new UsageException("--pcap: cannot read " + capture);
      }
    }
    if (asDated && (realtime || shiftToNow)) {
      throw new UsageException(
          "--pcap-as-dated keeps the times of files: give it without --pcap-realtime and"
              + " --pcap-shift-to-now");
    }
    if (memory != null) {
      MemoryBudget.check(memory);
    }
    if (exitWhenDone && captures.isEmpty()) {
      throw new UsageException("--exit-when-done needs --pcap FILE: live capture never ends");
    }
    if (workers < 0 || workers > MOST_WORKERS) {
      throw new UsageException("--workers: from 1 to " + MOST_WORKERS + ", got " + workers);
    }
    if (ringMebibytes < 1 || ringMebibytes > MOST_RING_MEBIBYTES) {
      throw new UsageException(
          "--ring-mb: from 1 to " + MOST_RING_MEBIBYTES + ", got " + ringMebibytes);
    }
    if (ownToolSeconds < 1 || ownToolSeconds > MOST_OWN_TOOL_SECONDS) {
      throw new UsageException(
          "--own-tool-seconds: from 1 to " + MOST_OWN_TOOL_SECONDS + ", got " + ownToolSeconds);
    }
    Path folder = data == null ? DataDirectory.usual() : data;
    return new RunOptions(
        List.copyOf(interfaces),
        List.copyOf(captures),
        new CaptureSource.Timing(realtime, shiftToNow, asDated),
        filter,
        workers,
        (long) ringMebibytes << 20,
        cardTime,
        address("--listen", DEFAULT_PORT, listen),
        allowedHosts.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        Optional.ofNullable(clickHouseHttp)
            .map(text -> address("--clickhouse-http", CLICKHOUSE_PORT, text)),
        folder,
        backups == null ? folder.resolve("backups") : backups,
        store,
        ByteSize.parse("--spool-size", spoolSize),
        retention.retention(),
        readOnly,
        networks("--local-networks", localNetworks),
        networks("--probe-networks", probeNetworks),
        access.limits(),
        access.audit(),
        oauth.chosen(),
        exitWhenDone,
        Duration.ofSeconds(ownToolSeconds),
        inventory.discovery(),
        inventory.goneAfter(),
        blocklists.chosen());
  }

  /** The networks of an option, separated by commas. */
  static List<Prefix> networks(String option, String text) {
    try {
      return Arrays.stream(text.split(","))
          .filter(each -> !each.isBlank())
          .map(Prefix::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  static InetSocketAddress address(String option, int usualPort, String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    String port = colon < 0 ? String.valueOf(usualPort) : text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new UsageException(
          option + ": '" + text + "' is not HOST:PORT, like 127.0.0.1:3000 or [::1]:3000");
    }
    InetSocketAddress address =
        new InetSocketAddress(host.replaceAll("^\\[|]$", ""), Integer.parseInt(port));
    if (address.isUnresolved()) {
      throw new UsageException(option + ": there is no host " + host);
    }
    return address;
  }
}
