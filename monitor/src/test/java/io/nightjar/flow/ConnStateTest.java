package io.nightjar.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.packet.Packet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conversations as flags in order, > from the client and < from the server, by Zeek's definitions.
 */
class ConnStateTest {
  @ParameterizedTest
  @CsvSource({
    ">S, S0",
    ">S <SA >A, S1",
    ">S <SA >A >FA, S2",
    ">S <SA >A <FA, S3",
    ">S <SA >A >FA <FA >A, SF",
    ">S <RA, REJ",
    ">S <SA >A >R, RSTO",
    ">S <SA >A <R, RSTR",
    ">S >R, RSTOS0",
    ">S >F, SH",
    ">A <A, OTH",
    ">S <SA, S1",
    ">S >S <SA >A, S1",
    "<SA >A >FA <FA, SF",
    "<SA, OTH",
    "<SA <R, RSTRH",
    "<SA <F, SHR",
    "<SA >R, RSTO",
    ">A <A <R, RSTRH",
    ">A >R, OTH",
    ">A >FA <FA, SF",
    ">A >FA, SH",
    ">S <A, S0",
    ">S <SA >A >FA >R, RSTO",
    ">S <SA >A >FA >R <FA, SF",
    ">S <SA >A >FA <FA >R, SF",
    ">S <SA >A >FA <R, RSTR",
    ">S <RA >R, REJ",
    ">SF, SH",
    ">R, OTH"
  })
  void isWhatZeekCallsIt(String conversation, ConnState expected) {
    Segments segments = new Segments();
    Flow flow = null;
    for (String each : conversation.split(" ", -1)) {
      boolean sentByClient = each.charAt(0) == '>';
      Packet packet =
          sentByClient
              ? segments.tcp(1, 4000, 2, 80, flags(each), 0, 1)
              : segments.tcp(2, 80, 1, 4000, flags(each), 0, 1);
      flow = flow == null ? segments.open(packet, !sentByClient) : flow;
      flow.add(packet, sentByClient);
    }
    assertEquals(expected, flow == null ? null : flow.connState());
  }

  private static int flags(String letters) {
    int flags = 0;
    for (char letter : letters.substring(1).toCharArray()) {
      flags |=
          switch (letter) {
            case 'S' -> TcpFlags.SYN;
            case 'A' -> TcpFlags.ACK;
            case 'F' -> TcpFlags.FIN;
            case 'R' -> TcpFlags.RST;
            default -> throw new AssertionError(letter);
          };
    }
    return flags;
  }
}
