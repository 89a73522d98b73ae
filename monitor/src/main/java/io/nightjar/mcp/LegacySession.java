package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What a legacy client's session id tells, so that nothing has to be kept of a session: whether the
 * client said that its user can be asked, and its name.
 */
final class LegacySession {
  /** The header by which a legacy client tells its session. */
  static final String HEADER = "Mcp-Session-Id";

  private static final String ASKS = "-elicitation";

  private LegacySession() {}

  /** The id of a new session of a client with these parameters of {@code initialize}. */
  static String newId(JsonNode params) {
    String asks = Elicitation.isOffered(params.path("capabilities")) ? ASKS : "";
    return UUID.randomUUID() + asks + Introduction.endOfSession(params.path("clientInfo"));
  }

  /** Whether the user can be asked: the client said so, its revision has it, it takes a stream. */
  static boolean canBeAsked(HttpRequest http) {
    return http.header(HEADER).filter(id -> id.contains(ASKS + ".")).isPresent()
        && http.header(Protocol.VERSION_HEADER)
            .filter(version -> !version.equals(Protocol.OLDEST))
            .isPresent()
        && EventStream.isAcceptedBy(http);
  }
}
