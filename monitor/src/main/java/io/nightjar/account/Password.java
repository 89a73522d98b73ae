package io.nightjar.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What is stored of a password: Argon2id (RFC 9106) in the PHC string form, {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 */
final class Password {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final String PREFIX =
      "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";

  private Password() {}

  static String hash(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return PREFIX
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(argon2id(password, salt));
  }

  /** Whether the password is the stored one; takes as long when it is not. */
  static boolean matches(String password, String stored) {
    if (!stored.startsWith(PREFIX)) {
      throw new AccountException("a stored password is not in the form " + PREFIX + "salt$hash");
    }
    int dollar = stored.indexOf('$', PREFIX.length());
    byte[] salt = Base64.getDecoder().decode(stored.substring(PREFIX.length(), dollar));
    byte[] hash = Base64.getDecoder().decode(stored.substring(dollar + 1));
    return MessageDigest.isEqual(hash, argon2id(password, salt));
  }

  private static byte[] argon2id(String password, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(PASSES)
            .withParallelism(LANES)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
