package io.nightjar.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads the bodies of requests, bounded in size and time. */
final class Body {
  /** What came of reading. */
  sealed interface Read {
    /** All of the body. */
    record Whole(ByteBuffer bytes) implements Read {}

    /** There is no body to be had. */
    record Refused(Refusal refusal) implements Read {}
  }

  /** A body is thrown away up to this length, so that its sender lives to read the refusal. */
  private static final long MAX_DISCARDED = 32L << 20;

  private Body() {}

  static Read read(Request request, int maxBytes, Duration longest) throws IOException {
    long deadline = System.nanoTime() + longest.toNanos();
    if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > maxBytes) {
      discard(request, deadline);
      return new Read.Refused(Refusal.TOO_LARGE);
    }
    InputStream in = Content.Source.asInputStream(request);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8_192];
    for (int length = in.read(part); length >= 0; length = in.read(part)) {
      body.write(part, 0, length);
      if (body.size() > maxBytes) {
        discard(request, deadline);
        return new Read.Refused(Refusal.TOO_LARGE);
      }
      if (System.nanoTime() > deadline) {
        return new Read.Refused(Refusal.TOO_SLOW);
      }
    }
    return new Read.Whole(ByteBuffer.wrap(body.toByteArray()));
  }

  /** Throws away what is still to come of a body, without waiting for more than is reasonable. */
  static void discard(Request request, long deadlineNanos) throws IOException {
    boolean waits = request.getHeaders().contains(HttpHeader.EXPECT);
    if (waits) {
      return;
    }
    InputStream in = Content.Source.asInputStream(request);
    byte[] part = new byte[8_192];
    long left = MAX_DISCARDED;
    for (int length = in.read(part); length >= 0; length = in.read(part)) {
      left -= length;
      if (left < 0 || System.nanoTime() > deadlineNanos) {
        return;
      }
    }
  }
}
