package io.nightjar.app;

import io.nightjar.account.AuditLog;
import io.nightjar.capture.CaptureSource;
import io.nightjar.discovery.Discovery;
import io.nightjar.http.RequestLimits;
import io.nightjar.net.Prefix;
import io.nightjar.schema.Retention;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run was asked for, checked.
 *
 * @param interfaces to capture on
 * @param captures files to read, in order
 * @param timing when the frames of files come, and under which times
 * @param filter a pcap-filter(7) expression for live capture; empty for all frames
 * @param workers packet threads of an interface, and those that share files; 0 for as many as suit
 *     the machine
 * @param ringBytes kernel memory of each interface for frames not read yet
 * @param cardTime whether times are those of the network card's clock, where it stamps frames
 * @param listen where HTTP listens
 * @param allowedHosts names clients may use for this server beside its addresses
 * @param clickHouseHttp where ClickHouse's interface listens; empty for nowhere
 * @param data the data directory
 * @param backups where backups are made
 * @param storeUrl of a ClickHouse server; empty for the private one
 * @param spoolBytes most that rows may take on disk while the store is away
 * @param retention how long history is kept
 * @param readOnly whether no tool may change anything
 * @param localNetworks whose hosts are local
 * @param probeNetworks may be probed though they are refused otherwise
 * @param limits how fast requests of one token or address may come
 * @param audit what is written down of calls
 * @param oauth whose access tokens are taken too
 * @param exitWhenDone whether to end once all files are read and stored
 * @param ownToolTime longest a run of a tool in Lua may take
 * @param discovery which networks may be scanned
 * @param assetGoneAfter silence after which a device is gone
 * @param blocklists what is warned of
 */
record RunOptions(
    List<String> interfaces,
    List<Path> captures,
    CaptureSource.Timing timing,
    String filter,
    int workers,
    long ringBytes,
    boolean cardTime,
    InetSocketAddress listen,
    Set<String> allowedHosts,
    Optional<InetSocketAddress> clickHouseHttp,
    Path data,
    Path backups,
    String storeUrl,
    long spoolBytes,
    Retention retention,
    boolean readOnly,
    List<Prefix> localNetworks,
    List<Prefix> probeNetworks,
    RequestLimits.Config limits,
    AuditLog.Config audit,
    Optional<OauthOptions.Chosen> oauth,
    boolean exitWhenDone,
    Duration ownToolTime,
    Discovery.Config discovery,
    Duration assetGoneAfter,
    BlocklistOptions.Chosen blocklists) {
  private static final int USUAL_LIVE_WORKERS = 4;

  /** Threads that share the capture files. */
  int fileWorkers() {
    return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
  }

  /** Threads that share a live interface. */
  int liveWorkers() {
    return workers > 0 ? workers : Math.min(USUAL_LIVE_WORKERS, fileWorkers());
  }
}
