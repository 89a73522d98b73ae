package io.nightjar.mcp;

import java.util.List;

/** Names and numbers of the protocol, 2026-07-28 and before. */
final class Protocol {
  /** The revision without sessions: each request carries what it needs. */
  static final String MODERN = "2026-07-28";

  /** Revisions that begin with {@code initialize}, newest first. */
  static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");

  /** What a legacy request without a version header speaks; the only revision with batches. */
  static final String OLDEST = "2025-03-26";

  static final String PREFIX = "io.modelcontextprotocol/";
  static final String META = "_meta";
  static final String PROTOCOL_VERSION = PREFIX + "protocolVersion";
  static final String CLIENT_CAPABILITIES = PREFIX + "clientCapabilities";
  static final String CLIENT_INFO = PREFIX + "clientInfo";
  static final String SERVER_INFO = PREFIX + "serverInfo";
  static final String SUBSCRIPTION_ID = PREFIX + "subscriptionId";

  static final String VERSION_HEADER = "MCP-Protocol-Version";
  static final String METHOD_HEADER = "Mcp-Method";
  static final String NAME_HEADER = "Mcp-Name";

  private Protocol() {}
}
