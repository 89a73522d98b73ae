package io.nightjar.app;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A capture file of many short UDP flows over minutes, so that reading and storing take a while.
 */
record ManyFlows(int flows) {
  private static final int FRAME_BYTES = 60;
  private static final int FLOWS_PER_SECOND = 1000;

  long packets() {
    return 2L * flows;
  }

  long bytes() {
    return packets() * FRAME_BYTES;
  }

  /** Each flow is a question and, a millisecond later, its answer. */
  Path write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      out.writeInt(0xa1b2c3d4);
      out.writeInt(0x00020004);
      out.writeLong(0);
      out.writeInt(65_535);
      out.writeInt(1);
      for (int i = 0; i < flows; i++) {
        frame(out, i, 0);
        frame(out, i, 1);
      }
    }
    return file;
  }

  private static void frame(DataOutputStream out, int flow, int answer) throws IOException {
    out.writeInt(1_700_000_000 + flow / FLOWS_PER_SECOND);
    out.writeInt(flow % FLOWS_PER_SECOND * 1000 + answer);
    out.writeInt(FRAME_BYTES);
    out.writeInt(FRAME_BYTES);
    int client = 0x0a000000 | flow / 40_000 + 1;
    int server = 0x0a010001;
    int port = 20_000 + flow % 40_000;
    out.writeInt(0x02000000);
    out.writeShort(1 - answer);
    out.writeInt(0x02000000);
    out.writeShort(answer);
    out.writeShort(0x0800);
    out.writeInt(0x45000000 | FRAME_BYTES - 14);
    out.writeInt(0);
    out.writeInt(0x40110000);
    out.writeInt(answer == 0 ? client : server);
    out.writeInt(answer == 0 ? server : client);
    out.writeShort(answer == 0 ? port : 9999);
    out.writeShort(answer == 0 ? 9999 : port);
    out.writeShort(FRAME_BYTES - 34);
    out.writeShort(0);
    for (int i = 42; i < FRAME_BYTES; i++) {
      out.writeByte(0);
    }
  }
}
