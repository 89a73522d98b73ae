package io.nightjar.oauth;

import io.nightjar.account.Role;
import io.nightjar.http.Reply;
import io.nightjar.http.Route;
import io.nightjar.tool.Json;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Tells clients which authorization server gives tokens for this one (RFC 9728). */
public final class ResourceMetadata {
  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

  /** The path of the resource whose metadata this is. */
  private static final String RESOURCE_PATH = "/mcp";

  private final OauthConfig config;
  private final List<String> scopes;

  ResourceMetadata(OauthConfig config) {
    this.config = config;
    scopes =
        config.scopes().entrySet().stream()
            .sorted(
                Map.Entry.<String, Role>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
            .map(Map.Entry::getKey)
            .toList();
  }

  /** The routes of the document. */
  public List<Route> routes() {
    return List.of(
        Route.open(WELL_KNOWN, _ -> document()),
        Route.open(WELL_KNOWN + RESOURCE_PATH, _ -> document()));
  }

  private Reply document() {
    ObjectNode document = Json.object().put("resource", config.resource().get());
    document.putArray("authorization_servers").add(config.issuer().toString());
    scopes.forEach(document.putArray("scopes_supported")::add);
    document.putArray("bearer_methods_supported").add("header");
    document.put("resource_name", "Nightjar");
    return Reply.json(200, Json.bytes(document));
  }

  /**
   * The header {@code WWW-Authenticate} (RFC 6750, section 3; RFC 9728, section 5.1).
   *
   * @param error empty where no token came
   */
  String challenge(String error) {
    URI resource = URI.create(config.resource().get());
    String place =
        resource.getScheme() + "://" + resource.getRawAuthority() + WELL_KNOWN + RESOURCE_PATH;
    return "Bearer realm=\"nightjar\""
        + (error.isEmpty() ? "" : ", error=\"" + error + "\"")
        + ", scope=\""
        + scopes.getFirst()
        + "\", resource_metadata=\""
        + place
        + "\"";
  }
}
