package io.nightjar.identity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** No bytes make a parser of names and handshakes throw, or run on. */
class IdentityFuzzTest {
  @FuzzTest
  void dns(byte[] input) {
    DnsMessage message = DnsMessage.read(Native.of(input), Native.AT, input.length);
    if (message != null) {
      assertTrue(message.question().length() <= 512);
      message.records().forEach(record -> ReverseName.address(record.name()));
    }
  }

  @FuzzTest
  void dhcp(byte[] input) {
    DhcpMessage message = DhcpMessage.read(Native.of(input), Native.AT, input.length);
    if (message != null) {
      assertTrue(message.hostName().length() <= NetworkText.MAX_LENGTH);
    }
  }

  @FuzzTest
  void netbios(byte[] input) {
    NetbiosMessage message = NetbiosMessage.read(Native.of(input), Native.AT, input.length);
    if (message != null) {
      assertTrue(message.name().length() <= 16);
    }
  }

  @FuzzTest
  void ssdp(byte[] input) {
    SsdpMessage message = SsdpMessage.read(Native.of(input), Native.AT, input.length);
    if (message != null) {
      assertTrue(message.server().length() <= NetworkText.MAX_LENGTH);
    }
  }

  @FuzzTest
  void clientHello(byte[] input) {
    MemorySegment out = Arena.ofAuto().allocate(ClientHello.MAX_BYTES);
    int length = TlsRecords.unwrap(Native.of(input), Native.AT, input.length, out);
    ByteCursor body =
        length > 4
            ? new ByteCursor(out, 4, length - 4)
            : new ByteCursor(Native.of(input), Native.AT, input.length);
    ClientHello hello = ClientHello.read(body);
    if (hello != null) {
      Digests digests = new Digests();
      assertTrue(Ja4.of(hello, Ja4.Transport.TCP, digests).length() == 36);
      assertTrue(Ja3.of(hello, digests).length() == 32);
    }
  }

  @FuzzTest
  void ssh(byte[] input) {
    SshKeyExchange offer =
        SshKeyExchange.read(new ByteCursor(Native.of(input), Native.AT, input.length));
    if (offer != null) {
      assertTrue(offer.hassh(new Digests()).length() == 32);
    }
  }

  @FuzzTest
  void quic(byte[] input) {
    MemorySegment bytes = Native.of(input);
    QuicHeader header = QuicHeader.read(bytes, Native.AT, input.length);
    if (header != null) {
      assertTrue(header.end() <= Native.AT + input.length);
      QuicCiphers ciphers = new QuicCiphers();
      QuicKeys.of(ciphers, header.version(), header.destinationId(bytes))
          .open(ciphers, bytes, header);
    }
    OrderedBytes crypto = new OrderedBytes(ClientHello.MAX_BYTES);
    MemorySegment frames = Arena.ofAuto().allocate(Math.max(1, input.length));
    MemorySegment.copy(input, 0, frames, ValueLayout.JAVA_BYTE, 0, input.length);
    boolean _ = QuicFrames.collect(frames, input.length, crypto);
    assertTrue(crypto.whole() <= ClientHello.MAX_BYTES);
  }
}
