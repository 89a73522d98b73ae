package io.nightjar.blocklist;

/**
 * Texts and numbers as 64 bits, so that an index holds no text. Under a seed that nobody outside
 * knows, no name can be made that falls on another's key; by chance one look-up in a million
 * entries finds a wrong one once in 10^13 times.
 *
 * <p>A name is hashed from its end, so that the hash of every suffix is passed on the way.
 */
final class Keys {
  /** What a key is of; the same text is another key under another kind. */
  enum Kind {
    DOMAIN(1),
    EXACT_DOMAIN(2),
    URL(3),
    URL_PREFIX(4),
    FINGERPRINT(5),
    SYSTEM(6),
    COUNTRY(7);

    private final long salt;

    Kind(long number) {
      salt = number * 0x9E37_79B9_7F4A_7C15L;
    }
  }

  private static final long PRIME = 0x0000_0100_0000_01b3L;

  private final long seed;

  Keys(long seed) {
    this.seed = seed;
  }

  /** The hash of no text. */
  long start() {
    return seed;
  }

  /** The hash of a text with one more character, letters of ASCII as lower case. */
  static long step(long hash, char next) {
    return (hash ^ (next >= 'A' && next <= 'Z' ? next + ('a' - 'A') : next)) * PRIME;
  }

  /** The hash of a text with one more character, as it is. */
  static long stepExact(long hash, char next) {
    return (hash ^ next) * PRIME;
  }

  /** The key of what hashes to this; never 0. */
  static long key(long hash, Kind kind) {
    long mixed = hash + kind.salt;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51_afd7_ed55_8ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
    mixed ^= mixed >>> 33;
    return mixed == 0 ? 1 : mixed;
  }

  /** The key of a domain. */
  long domain(CharSequence name, Kind kind) {
    long hash = seed;
    for (int i = name.length() - 1; i >= 0; i--) {
      hash = step(hash, name.charAt(i));
    }
    return key(hash, kind);
  }

  /** The key of a fingerprint; colons between its digits do not count. */
  long fingerprint(CharSequence text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      hash = each == ':' ? hash : step(hash, each);
    }
    return key(hash, Kind.FINGERPRINT);
  }

  /** The key of a country. */
  long country(CharSequence code) {
    long hash = seed;
    for (int i = 0; i < code.length(); i++) {
      hash = step(hash, code.charAt(i));
    }
    return key(hash, Kind.COUNTRY);
  }

  /** The key of an autonomous system. */
  long system(long number) {
    return key((seed ^ number) * PRIME, Kind.SYSTEM);
  }
}
