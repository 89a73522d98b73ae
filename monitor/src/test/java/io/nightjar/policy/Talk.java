package io.nightjar.policy;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Detection;
import io.nightjar.flow.ConnState;
import io.nightjar.flow.Fingerprints;
import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowRecord.Direction;
import io.nightjar.flow.FlowRecord.Endpoint;
import io.nightjar.host.TcpCounts;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A flow as tests tell it.
 *
 * @param country of the server; empty for a local one
 */
record Talk(
    Instant at, String client, String server, String country, String protocol, long sentBytes) {
  private static final AtomicLong IDS = new AtomicLong(1);

  FlowRecord record() {
    long nanos = at.getEpochSecond() * 1_000_000_000L;
    return new FlowRecord(
        IDS.getAndIncrement(),
        true,
        "test",
        "lo",
        "",
        nanos,
        nanos + 1_000_000_000L,
        0,
        FlowRecord.Tunnel.NONE,
        4,
        6,
        40_000,
        3389,
        end(client, ""),
        end(server, country),
        new Direction(sentBytes, 1, 0, TcpCounts.NONE),
        new Direction(100, 1, 0, TcpCounts.NONE),
        ConnState.SF,
        FlowRecord.Latency.UNKNOWN,
        application(),
        "",
        Fingerprints.NONE,
        FlowRecord.Export.NONE);
  }

  private static Endpoint end(String ip, String country) {
    return new Endpoint(
        IpAddress.parse(ip),
        MacAddress.parse("00:1b:21:3c:4d:5e"),
        country,
        0,
        "",
        country.isEmpty(),
        "");
  }

  private Application application() {
    return new Application(
        protocol,
        protocol.toUpperCase(java.util.Locale.ROOT),
        "",
        Detection.DPI,
        "",
        "",
        List.of(),
        false,
        List.of(),
        0,
        Application.Tls.NONE,
        Application.Http.NONE,
        Application.Dns.NONE);
  }
}
