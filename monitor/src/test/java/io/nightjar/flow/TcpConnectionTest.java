package io.nightjar.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.host.TcpCounts;
import io.nightjar.host.TcpHealth;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TcpConnectionTest {
  private static final int SYN_ACK = TcpFlags.SYN | TcpFlags.ACK;
  private static final long MILLI = 1_000_000;

  private final Segments segments = new Segments();
  private @Nullable Flow opened;

  private Flow flow() {
    return java.util.Objects.requireNonNull(opened);
  }

  private void client(long millis, int flags, int sequence, int acknowledgment, int payload) {
    var packet =
        segments.segment(true, flags, sequence, acknowledgment, 1000, payload, millis * MILLI);
    opened = opened == null ? segments.open(packet) : opened;
    opened.add(packet, true);
  }

  private void server(long millis, int flags, int sequence, int acknowledgment, int payload) {
    var packet =
        segments.segment(false, flags, sequence, acknowledgment, 1000, payload, millis * MILLI);
    opened = opened == null ? segments.open(packet, true) : opened;
    opened.add(packet, false);
  }

  private TcpCounts ofClient() {
    return flow().snapshot("", "", new FlowRecord.Names("", "", "")).src2dst().tcp();
  }

  private FlowRecord.Latency latency() {
    return flow().snapshot("", "", new FlowRecord.Names("", "", "")).latency();
  }

  @Test
  void splitsTheHandshakeIntoServerAndClient() {
    client(10, TcpFlags.SYN, 99, 0, 0);
    server(40, SYN_ACK, 499, 100, 0);
    client(45, TcpFlags.ACK, 100, 500, 0);
    assertEquals(new FlowRecord.Latency(5_000, 30_000, 0), latency());
  }

  @Test
  void takesTheSynThatWasAnswered() {
    client(10, TcpFlags.SYN, 99, 0, 0);
    client(1_010, TcpFlags.SYN, 99, 0, 0);
    server(1_040, SYN_ACK, 499, 100, 0);
    server(2_040, SYN_ACK, 499, 100, 0);
    client(2_045, TcpFlags.ACK, 100, 500, 0);
    client(9_000, TcpFlags.ACK, 100, 500, 0);
    assertEquals(new FlowRecord.Latency(5_000, 30_000, 0), latency());
  }

  @Test
  void timesTheFirstResponse() {
    client(10, TcpFlags.SYN, 99, 0, 0);
    server(20, SYN_ACK, 499, 100, 0);
    client(30, TcpFlags.ACK, 100, 500, 0);
    client(40, TcpFlags.ACK, 100, 500, 10);
    server(45, TcpFlags.ACK, 500, 110, 0);
    server(140, TcpFlags.ACK, 500, 110, 10);
    client(150, TcpFlags.ACK, 110, 510, 10);
    server(160, TcpFlags.ACK, 510, 120, 10);
    assertEquals(100_000, latency().responseMicros());
  }

  @Test
  void doesNotTimeAServerThatSpeaksFirstNorAConnectionJoinedLate() {
    client(10, TcpFlags.SYN, 99, 0, 0);
    server(20, SYN_ACK, 499, 100, 0);
    client(30, TcpFlags.ACK, 100, 500, 0);
    server(40, TcpFlags.ACK, 500, 100, 10);
    client(50, TcpFlags.ACK, 100, 510, 10);
    server(60, TcpFlags.ACK, 510, 110, 10);
    assertEquals(0, latency().responseMicros());
    opened = null;
    client(50, TcpFlags.ACK, 100, 510, 10);
    server(60, TcpFlags.ACK, 510, 110, 10);
    assertEquals(FlowRecord.Latency.UNKNOWN, latency());
  }

  @Test
  void followsTheSequenceAcrossItsWrap() {
    client(0, TcpFlags.ACK, -150, 1, 100);
    client(1, TcpFlags.ACK, -50, 1, 100);
    client(2, TcpFlags.ACK, 50, 1, 100);
    assertEquals(TcpCounts.NONE, ofClient());
    client(3, TcpFlags.ACK, 250, 1, 100);
    client(500, TcpFlags.ACK, -50, 1, 100);
    assertEquals(new TcpCounts(1, 0, 1, 0, 0, 0, 0), ofClient());
  }

  @Test
  void aSynOfAnotherConnectionIsNoRetransmission() {
    client(0, TcpFlags.SYN, 1_000, 0, 0);
    client(10, TcpFlags.SYN, 500, 0, 0);
    client(20, TcpFlags.SYN, 900_000, 0, 0);
    assertEquals(TcpCounts.NONE, ofClient());
    client(1_020, TcpFlags.SYN, 900_000, 0, 0);
    assertEquals(1, ofClient().retransmissions());
  }

  @Test
  void portsUsedAgainBeginAnotherFlowOnlyAfterTheEnd() {
    client(0, TcpFlags.SYN, 99, 0, 0);
    server(1, SYN_ACK, 499, 100, 0);
    var again = segments.segment(true, TcpFlags.SYN, 7_000, 0, 1000, 0, 5 * MILLI);
    assertFalse(flow().isEndedAndReopenedBy(again));
    client(2, TcpFlags.FIN | TcpFlags.ACK, 100, 500, 0);
    server(3, TcpFlags.FIN | TcpFlags.ACK, 500, 101, 0);
    again = segments.segment(true, TcpFlags.SYN, 7_000, 0, 1000, 0, 5 * MILLI);
    assertTrue(flow().isEndedAndReopenedBy(again));
  }

  @Test
  void recordsAddUpToTheWhole() {
    client(0, TcpFlags.ACK, 100, 1, 100);
    client(1, TcpFlags.ACK, 400, 1, 100);
    FlowRecord first = flow().takeRecord("", "", "", new FlowRecord.Names("", "", ""));
    client(900, TcpFlags.ACK, 100, 1, 100);
    client(901, TcpFlags.ACK, 900, 1, 100);
    TcpHealth health = flow().unrecordedHealth(true);
    FlowRecord second = flow().takeRecord("", "", "", new FlowRecord.Names("", "", ""));
    assertEquals(new TcpCounts(1, 0, 1, 0, 0, 0, 0), second.src2dst().tcp());
    assertEquals(second.src2dst().tcp(), health == null ? null : health.sent());
    assertEquals(ofClient(), first.src2dst().tcp().plus(second.src2dst().tcp()));
    assertEquals(
        TcpCounts.NONE,
        flow().takeRecord("", "", "", new FlowRecord.Names("", "", "")).src2dst().tcp());
  }

  /** Whatever comes, no segment is both sent again and out of order. */
  @Test
  void countsNoSegmentTwiceOfRandomOnes() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      int sequence = random.nextBoolean() ? random.nextInt() : random.nextInt(20);
      int payload = random.nextInt(3) * random.nextInt(3);
      long millis = random.nextInt(1_000_000);
      if (random.nextBoolean()) {
        client(millis, random.nextInt(256), sequence, random.nextInt(20), payload);
      } else {
        server(millis, random.nextInt(256), sequence, random.nextInt(20), payload);
      }
    }
    TcpCounts counts = ofClient();
    long judged = counts.retransmissions() + counts.outOfOrder();
    assertTrue(judged > 0 && judged <= flow().fromClient().packets(), counts.toString());
  }
}
