package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Server-sent events, the form of an answer that comes bit by bit. */
final class EventStream {
  private static final String TYPE = "text/event-stream";

  /** Tells proxies to pass events on at once. */
  private static final Map<String, String> HEADERS = Map.of("X-Accel-Buffering", "no");

  private EventStream() {}

  static boolean isAcceptedBy(HttpRequest request) {
    return request.headers().apply("Accept").stream()
        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(TYPE));
  }

  static Reply reply(Reply.Writer writer) {
    return new Reply.Stream(HEADERS, TYPE, writer);
  }

  static void message(OutputStream out, JsonNode message) throws IOException {
    write(out, "event: message\ndata: " + Json.text(message) + "\n\n");
  }

  /** A comment: it keeps the connection open, and fails when the client has gone. */
  static void keepAlive(OutputStream out) throws IOException {
    write(out, ":\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
