package io.nightjar.identity;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A version of QUIC whose Initial packets can be read, with what their keys are made of. */
enum QuicVersion {
  /** Drafts 23 to 28, and Facebook's mvfst of that time. */
  DRAFT_23("c3eef712c72ebb5a11a7d2432bb46365bef9f502", "quic ", 0),
  /** Drafts 29 to 32. */
  DRAFT_29("afbfec289993d24c9e9786f19c6111e04390a899", "quic ", 0),
  /** RFC 9001 section 5.2; drafts 33 and 34 have the same. */
  V1("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic ", 0),
  /** RFC 9369 section 3.3. */
  V2("0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2 ", 1);

  private static final int VERSION_1 = 1;
  private static final int VERSION_2 = 0x6b3343cf;
  private static final int DRAFTS = 0xff000000;
  private static final int MVFST_2 = 0xfaceb002;

  private final String salt;
  private final String labelPrefix;
  private final int initialType;

  QuicVersion(String salt, String labelPrefix, int initialType) {
    this.salt = salt;
    this.labelPrefix = labelPrefix;
    this.initialType = initialType;
  }

  /** The version of this number; null where it is not known. */
  static @Nullable QuicVersion of(int number) {
    return switch (number) {
      case VERSION_1 -> V1;
      case VERSION_2 -> V2;
      case MVFST_2 -> DRAFT_23;
      default -> (number & 0xffffff00) == DRAFTS ? draft(number & 0xff) : null;
    };
  }

  private static @Nullable QuicVersion draft(int draft) {
    if (draft < 23 || draft > 34) {
      return null;
    }
    return draft < 29 ? DRAFT_23 : draft < 33 ? DRAFT_29 : V1;
  }

  byte[] salt() {
    return HexFormat.of().parseHex(salt);
  }

  /** Begins the labels of keys: {@code quic key}. */
  String labelPrefix() {
    return labelPrefix;
  }

  /** The two bits of the first byte that say Initial. */
  int initialType() {
    return initialType;
  }
}
