package io.nightjar.mcp;

import io.nightjar.account.Visit;
import io.nightjar.http.HttpRequest;
import io.nightjar.net.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a client says of itself, for the audit. A modern client says it with each request. A legacy
 * client says it once, and no session is kept: its name is in the session id it is given, which it
 * sends from then on.
 */
final class Introduction {
  private static final int LONGEST_NAME = 64;

  /** W3C trace context: version, trace id, parent id, flags. */
  private static final Pattern TRACE =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.{0,64}");

  private Introduction() {}

  /** The end of a session id for a client that introduces itself so. */
  static String endOfSession(JsonNode clientInfo) {
    byte[] name = name(clientInfo).getBytes(StandardCharsets.UTF_8);
    return "." + Base64.getUrlEncoder().withoutPadding().encodeToString(name);
  }

  /** The request this thread works on, with what its client says of itself. */
  static Visit of(HttpRequest http, Message.Request request) {
    String told = name(request.meta().path(Protocol.CLIENT_INFO));
    String traceparent = request.meta().path("traceparent").asString("");
    Matcher trace = TRACE.matcher(traceparent);
    return Visit.current()
        .from(
            told.isEmpty() ? ofSession(http.header(LegacySession.HEADER).orElse("")) : told,
            trace.matches() ? trace.group(1) : "");
  }

  private static String name(JsonNode clientInfo) {
    String name = clientInfo.path("name").asString("");
    String version = clientInfo.path("version").asString("");
    return UntrustedText.clean((name + " " + version).strip(), LONGEST_NAME);
  }

  /** Empty when the id is none of ours: it may be anything. */
  private static String ofSession(String id) {
    int dot = id.lastIndexOf('.');
    if (dot < 0 || id.length() > Message.MAX_LENGTH) {
      return "";
    }
    try {
      byte[] name = Base64.getUrlDecoder().decode(id.substring(dot + 1));
      return UntrustedText.clean(new String(name, StandardCharsets.UTF_8), LONGEST_NAME);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
