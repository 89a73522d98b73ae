package io.nightjar.account;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A row of the audit. Its hash is the SHA-256 of the hash before it, its number and all its fields,
 * so that no row can be changed, left out or put in without every later hash being another.
 *
 * @param id 1 for the first, without gaps
 * @param hash 64 hexadecimal digits
 */
public record AuditRow(long id, AuditEntry entry, String hash) {
  /** The hash before the first row. */
  public static final String START = "0".repeat(64);

  /** The row that follows one with this number and hash. */
  static AuditRow after(long id, String hash, AuditEntry entry) {
    return new AuditRow(id + 1, entry, hash(hash, id + 1, entry));
  }

  /** Whether it may follow a row with this hash. */
  public boolean follows(String previous) {
    return hash.equals(hash(previous, id, entry));
  }

  private static String hash(String previous, long id, AuditEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(HexFormat.of().parseHex(previous));
      out.writeLong(id);
      out.writeLong(entry.time().toEpochMilli());
      out.writeLong(entry.tokenId());
      out.writeLong(entry.result().rows());
      out.writeLong(entry.result().bytes());
      out.writeLong(entry.result().millis());
      for (String text : texts(entry)) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static List<String> texts(AuditEntry entry) {
    return List.of(
        entry.user(),
        entry.tokenName(),
        entry.visit().door(),
        entry.visit().address(),
        entry.visit().client(),
        entry.visit().trace(),
        entry.action(),
        entry.subject(),
        entry.detail(),
        entry.sql(),
        entry.result().outcome());
  }
}
