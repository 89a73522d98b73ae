package io.nightjar.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The TCP connections of this machine that are open both ways, as the kernel lists them (proc(5)).
 */
final class Connections {
  private static final List<Path> LISTS =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
  private static final String ESTABLISHED = "01";
  private static final String V4_IN_V6 = "0000000000000000FFFF0000";
  private static final int WORD_BYTES = 4;

  private final Set<String> open;

  private Connections(Set<String> open) {
    this.open = open;
  }

  /** Those of this moment; empty where the kernel does not list them. */
  static Optional<Connections> now() {
    Set<String> open = new HashSet<>();
    try {
      for (Path list : LISTS) {
        if (Files.exists(list)) {
          Files.readAllLines(list).forEach(line -> note(line, open));
        }
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    return Files.exists(LISTS.getFirst()) ? Optional.of(new Connections(open)) : Optional.empty();
  }

  /** A line is {@code sl local remote state ...}; addresses are words of the machine's order. */
  private static void note(String line, Set<String> open) {
    String[] fields = line.strip().split(" +", 5);
    if (fields.length > 3 && fields[3].equals(ESTABLISHED)) {
      open.add(fields[1].replaceFirst(V4_IN_V6, "") + ' ' + fields[2].replaceFirst(V4_IN_V6, ""));
    }
  }

  /** Whether this connection is open; one whose other end has left is not. */
  boolean has(InetSocketAddress local, InetSocketAddress remote) {
    return open.contains(text(local) + ' ' + text(remote));
  }

  private static String text(InetSocketAddress end) {
    InetAddress address = end.getAddress();
    byte[] bytes = address.getAddress();
    StringBuilder text = new StringBuilder();
    HexFormat hex = HexFormat.of().withUpperCase();
    for (int word = 0; word < bytes.length; word += WORD_BYTES) {
      for (int i = WORD_BYTES - 1; i >= 0; i--) { // little-endian machines
        hex.toHexDigits(text, bytes[word + i]);
      }
    }
    return text.toString().replaceFirst(V4_IN_V6, "") + ':' + "%04X".formatted(end.getPort());
  }
}
