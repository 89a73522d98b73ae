package io.nightjar.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/*
 * One batch in one file, numbers big endian:
 *
 *   8 bytes  "NJBATCH1"
 *   4        CRC-32C of all that follows (RFC 3720 §B.4)
 *   4        length of the head
 *   head     token, table, columns separated by commas (each as DataOutput.writeUTF), rows (4)
 *   rest     the rows, as long as the file goes; their length stands at the head's end (4)
 *
 * It is written under another name, forced to disk and then renamed, so a file that has its name is
 * whole unless the disk fails.
 */
/** A batch as a file: written whole or not at all, and known when it is not what was written. */
final class BatchFile {
  static final String SUFFIX = ".batch";
  static final String UNFINISHED = ".part";

  private static final byte[] MAGIC = "NJBATCH1".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKSUM_END = MAGIC.length + Integer.BYTES;
  private static final int HEAD_START = CHECKSUM_END + Integer.BYTES;

  private BatchFile() {}

  /** Writes the batch; its length in bytes. After a failure nothing is left of it. */
  static long write(Path file, EncodedBatch batch) throws IOException {
    byte[] head = head(batch);
    ByteBuffer start = ByteBuffer.allocate(HEAD_START + head.length);
    start.position(CHECKSUM_END);
    start.putInt(head.length).put(head);
    CRC32C checksum = new CRC32C();
    checksum.update(start.array(), CHECKSUM_END, start.capacity() - CHECKSUM_END);
    checksum.update(batch.bytes().duplicate());
    start.put(0, MAGIC).putInt(MAGIC.length, (int) checksum.getValue()).flip();
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer[] parts = {start, batch.bytes().duplicate()};
      while (parts[1].hasRemaining()) {
        channel.write(parts);
      }
      channel.force(true);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    force(file.toAbsolutePath().getParent());
    return (long) start.capacity() + batch.bytes().remaining();
  }

  private static byte[] head(EncodedBatch batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(batch.token());
    out.writeUTF(batch.table());
    out.writeUTF(String.join(",", batch.columns()));
    out.writeInt(batch.rows());
    out.writeInt(batch.bytes().remaining());
    return bytes.toByteArray();
  }

  /** The folder's entry of the file is what a crash of the machine would lose. */
  private static void force(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static EncodedBatch read(Path file) throws IOException, DamagedBatchException {
    byte[] all = Files.readAllBytes(file);
    if (all.length < HEAD_START || !startsWithMagic(all)) {
      throw new DamagedBatchException("it does not begin as a batch does");
    }
    CRC32C checksum = new CRC32C();
    checksum.update(all, CHECKSUM_END, all.length - CHECKSUM_END);
    ByteBuffer numbers = ByteBuffer.wrap(all);
    if (numbers.getInt(MAGIC.length) != (int) checksum.getValue()) {
      throw new DamagedBatchException(all.length + " bytes do not match their checksum");
    }
    int headLength = numbers.getInt(CHECKSUM_END);
    if (headLength < 0 || headLength > all.length - HEAD_START) {
      throw new DamagedBatchException("its head is longer than the file");
    }
    return parse(all, headLength);
  }

  private static EncodedBatch parse(byte[] all, int headLength)
      throws IOException, DamagedBatchException {
    DataInputStream head =
        new DataInputStream(new ByteArrayInputStream(all, HEAD_START, headLength));
    String token = head.readUTF();
    String table = head.readUTF();
    List<String> columns = List.of(head.readUTF().split(",", -1));
    int rows = head.readInt();
    int start = HEAD_START + headLength;
    if (head.readInt() != all.length - start) {
      throw new DamagedBatchException("it is not as long as it was");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOfRange(all, start, all.length));
    return new EncodedBatch(token, table, columns, rows, bytes);
  }

  private static boolean startsWithMagic(byte[] all) {
    return Arrays.equals(all, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }
}
