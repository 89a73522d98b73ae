package io.nightjar.demo;

import java.util.List;
import java.util.stream.IntStream;

/** Who is in the office: 192.168.1.0/24 behind one gateway. */
final class Office {
  static final End GATEWAY = new End(0x00_0d_b9_00_01_01L, 0xc0_a8_01_01, 0);
  static final End DNS = End.local("192.168.1.53", 53);
  static final End FILES = End.local("192.168.1.20", 445);
  static final End BACKUP = End.local("192.168.1.30", 0);
  static final End VPN = End.local("192.168.1.40", 1194);

  /** Whose names end in malicious ones. */
  static final End INFECTED = End.local("192.168.1.117", 0);

  /** Who sends away what it should not. */
  static final End LEAKING = End.local("192.168.1.112", 0);

  /** Who calls home. */
  static final End BEACONING = End.local("192.168.1.105", 0);

  static final List<End> DESKS =
      IntStream.rangeClosed(101, 124).mapToObj(i -> End.local("192.168.1." + i, 0)).toList();

  private Office() {}
}
