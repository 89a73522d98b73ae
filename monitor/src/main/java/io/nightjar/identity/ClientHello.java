package io.nightjar.identity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS client offers (RFC 8446 section 4.1.2), in the order it stands in the message.
 *
 * <pre>
 *   handshake: type 1 = 1 | length 3 | version 2 | random 32 | session id 1+n
 *            | cipher suites 2+n | compression 1+n | extensions 2+n
 *   extension: type 2 | length 2 | data
 * </pre>
 *
 * <p>Numbers include GREASE.
 */
final class ClientHello {
  /** Type of the handshake message. */
  static final int TYPE = 1;

  /** Longest message that is read. */
  static final int MAX_BYTES = 16 * 1024;

  static final int SERVER_NAME = 0;
  static final int ALPN = 16;

  private static final int GROUPS = 10;
  private static final int POINT_FORMATS = 11;
  private static final int SIGNATURE_ALGORITHMS = 13;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int RANDOM_BYTES = 32;
  private static final int[] NONE = {};

  /** The legacy version field. */
  final int version;

  final int[] cipherSuites;
  final int[] extensions;

  /** SNI, empty when absent. */
  final String serverName;

  /** The first application protocol offered, empty when absent. */
  final byte[] alpn;

  /** Of the extension of that name. */
  final int[] supportedVersions;

  /** Elliptic curves, and others of that kind. */
  final int[] groups;

  final int[] pointFormats;
  final int[] signatureAlgorithms;

  private ClientHello(int version, int[] cipherSuites, Extensions read) {
    this.version = version;
    this.cipherSuites = cipherSuites;
    extensions = Arrays.copyOf(read.types, read.count);
    serverName = read.serverName;
    alpn = read.alpn;
    supportedVersions = read.supportedVersions;
    groups = read.groups;
    pointFormats = read.pointFormats;
    signatureAlgorithms = read.signatureAlgorithms;
  }

  /** The message behind the handshake header; null where it is none. */
  static @Nullable ClientHello read(ByteCursor body) {
    int version = body.u16();
    body.skip(RANDOM_BYTES);
    body.skip(body.u8());
    int[] suites = numbers(body.part(body.u16()));
    body.skip(body.u8());
    if (body.overran() || version >>> 8 > 0x03) {
      return null;
    }
    Extensions extensions = new Extensions();
    if (body.remaining() >= 2) {
      extensions.read(body.part(body.u16()));
    }
    return body.overran() || extensions.broken
        ? null
        : new ClientHello(version, suites, extensions);
  }

  /** Whether the value only keeps servers from getting used to those they know (RFC 8701). */
  static boolean isGrease(int value) {
    return (value & 0x0f0f) == 0x0a0a && value >>> 8 == (value & 0xff);
  }

  private static int[] numbers(ByteCursor list) {
    int[] numbers = new int[(int) list.remaining() / 2];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.u16();
    }
    return numbers;
  }

  private static int[] octets(ByteCursor list) {
    int[] octets = new int[(int) list.remaining()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = list.u8();
    }
    return octets;
  }

  private static final class Extensions {
    private int[] types = new int[24];
    private int count;
    private boolean broken;
    private String serverName = "";
    private byte[] alpn = {};
    private int[] supportedVersions = NONE;
    private int[] groups = NONE;
    private int[] pointFormats = NONE;
    private int[] signatureAlgorithms = NONE;

    void read(ByteCursor list) {
      while (list.remaining() > 0 && !broken) {
        if (count == types.length) {
          types = Arrays.copyOf(types, count * 2);
        }
        int type = list.u16();
        types[count++] = type;
        take(type, list.part(list.u16()));
        broken = list.overran();
      }
    }

    private void take(int type, ByteCursor value) {
      switch (type) {
        case SERVER_NAME -> serverName = serverName(value);
        case ALPN -> alpn = firstProtocol(value);
        case GROUPS -> groups = numbers(value.part(value.u16()));
        case POINT_FORMATS -> pointFormats = octets(value.part(value.u8()));
        case SIGNATURE_ALGORITHMS -> signatureAlgorithms = numbers(value.part(value.u16()));
        case SUPPORTED_VERSIONS -> supportedVersions = numbers(value.part(value.u8()));
        default -> {
          // only its number counts
        }
      }
    }

    /** List length 2, type 1 = 0, length 2, name (RFC 6066 section 3). */
    private static String serverName(ByteCursor value) {
      value.skip(2);
      return value.u8() == 0 ? value.text(value.u16()).toLowerCase(java.util.Locale.ROOT) : "";
    }

    private static byte[] firstProtocol(ByteCursor value) {
      value.skip(2);
      return value.take(value.u8());
    }
  }
}
