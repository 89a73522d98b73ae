package io.nightjar.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request is answered with. */
public sealed interface Reply {
  /** JSON in UTF-8. */
  String JSON = "application/json";

  /** The HTTP status. */
  int status();

  /** Headers beside the ones every answer has. */
  Map<String, String> headers();

  /** A body that is all there. */
  record Full(int status, Map<String, String> headers, String contentType, ByteBuffer body)
      implements Reply {}

  /** A body that is written bit by bit, with status 200. */
  record Stream(Map<String, String> headers, String contentType, Writer writer) implements Reply {
    @Override
    public int status() {
      return 200;
    }
  }

  /** Writes a body; each write is sent at once and fails when the client has gone. */
  @FunctionalInterface
  interface Writer {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /** The same with headers beside its own. */
  default Reply with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers());
    all.putAll(more);
    return switch (this) {
      case Full full -> new Full(full.status(), all, full.contentType(), full.body());
      case Stream stream -> new Stream(all, stream.contentType(), stream.writer());
    };
  }

  /** JSON with this status. */
  static Reply json(int status, byte[] body) {
    return new Full(status, Map.of(), JSON, ByteBuffer.wrap(body));
  }

  /** Nothing but a status. */
  static Reply empty(int status) {
    return new Full(status, Map.of(), "", ByteBuffer.allocate(0));
  }
}
