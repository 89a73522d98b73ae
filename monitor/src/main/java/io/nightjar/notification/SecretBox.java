package io.nightjar.notification;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets as the database keeps them: AES-256-GCM under a key in a file of its own, bound to the
 * name they belong to. A copy of the database alone tells nothing.
 *
 * <p>Layout: nonce (12 bytes), ciphertext, tag (16 bytes), all in base64.
 */
final class SecretBox {
  /** The key's file in the data directory. */
  static final String KEY_FILE = "notification.key";

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final SecureRandom random = new SecureRandom();

  /** A box whose key lies in this folder; it is made when something is first sealed. */
  SecretBox(Path folder) {
    file = folder.resolve(KEY_FILE);
  }

  /** Nothing stays nothing. */
  String seal(String name, Secrets secrets) {
    if (secrets.equals(Secrets.NONE)) {
      return "";
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, name, nonce);
      byte[] closed = cipher.doFinal(secrets.joined().getBytes(StandardCharsets.UTF_8));
      byte[] all = ByteBuffer.allocate(nonce.length + closed.length).put(nonce).put(closed).array();
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + CIPHER, e);
    }
  }

  /**
   * What was sealed under this name.
   *
   * @throws NotificationException when key and database do not belong together
   */
  Secrets open(String name, String text) {
    if (text.isEmpty()) {
      return Secrets.NONE;
    }
    byte[] sealed = Base64.getDecoder().decode(text);
    if (sealed.length < NONCE_BYTES || Files.notExists(file)) {
      throw unreadable();
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, name, nonce);
      byte[] open = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return Secrets.split(new String(open, StandardCharsets.UTF_8));
    } catch (AEADBadTagException _) {
      throw unreadable();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + CIPHER, e);
    }
  }

  private static NotificationException unreadable() {
    return new NotificationException(
        "its secrets cannot be read: " + KEY_FILE + " is not the one they were kept with",
        "put back the " + KEY_FILE + " of then, or remove the destination and add it again");
  }

  private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private byte[] key() {
    try {
      if (Files.notExists(file)) {
        make();
      }
      if (!PRIVATE.containsAll(Files.getPosixFilePermissions(file))) {
        throw new NotificationException(
            KEY_FILE + " can be read by others than its owner", "run: chmod 600 " + KEY_FILE);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != KEY_BYTES) {
        throw new NotificationException(
            KEY_FILE + " has " + key.length + " bytes, expected " + KEY_BYTES,
            "put back the one of then; without it, delete it and add the destinations again");
      }
      return key;
    } catch (IOException e) {
      throw new NotificationException(
          KEY_FILE + " cannot be read or made: " + e.getClass().getSimpleName(),
          "see that the data directory can be written");
    }
  }

  private void make() throws IOException {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    Path made =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            KEY_FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.write(made, key, StandardOpenOption.SYNC);
    Files.move(made, file);
  }
}
