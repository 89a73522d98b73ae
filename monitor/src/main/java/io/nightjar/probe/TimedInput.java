package io.nightjar.probe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket's input that ends at a deadline, however little comes at a time. */
final class TimedInput extends FilterInputStream {
  private final Socket socket;
  private final Deadline deadline;

  TimedInput(Socket socket, InputStream in, Deadline deadline) {
    super(in);
    this.socket = socket;
    this.deadline = deadline;
  }

  private void arm() throws IOException {
    if (deadline.isOver()) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout(deadline.leftMillis());
  }

  @Override
  public int read() throws IOException {
    arm();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    arm();
    return super.read(bytes, offset, length);
  }
}
