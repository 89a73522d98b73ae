package io.nightjar.app;

import io.nightjar.account.Role;
import io.nightjar.oauth.OauthConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose access tokens are taken beside tokens of our own, on the command line. */
final class OauthOptions {
  @Option(
      names = "--oauth-issuer",
      paramLabel = "URL",
      description =
          "An authorization server whose access tokens (JWT) are taken too. Default: none.")
  private @Nullable String issuer;

  @Option(
      names = "--oauth-resource",
      paramLabel = "URL",
      description =
          "The MCP endpoint as clients name it, behind a proxy say. Default: /mcp where HTTP"
              + " listens.")
  private @Nullable String resource;

  @Option(
      names = "--oauth-audience",
      paramLabel = "TEXT",
      description = "What access tokens must be meant for. Default: the resource.")
  private @Nullable String audience;

  @Option(
      names = "--oauth-scope",
      paramLabel = "SCOPE=ROLE",
      description =
          "What a scope allows: viewer, analyst or admin; repeatable. Default: nightjar:viewer,"
              + " nightjar:analyst, nightjar:admin.")
  private List<String> scopes = new ArrayList<>();

  /**
   * The options, once checked.
   *
   * @param resource empty for where HTTP listens
   */
  record Chosen(
      URI issuer, Optional<String> resource, Optional<String> audience, Map<String, Role> scopes) {
    /** The same for a server that listens here. */
    OauthConfig config(Supplier<String> endpoint) {
      return new OauthConfig(
          issuer, () -> resource.orElseGet(endpoint), audience, scopes, OauthConfig.Timing.USUAL);
    }
  }

  Optional<Chosen> chosen() {
    if (issuer == null) {
      if (resource != null || audience != null || !scopes.isEmpty()) {
        throw new UsageException("--oauth-resource, -audience and -scope need --oauth-issuer URL");
      }
      return Optional.empty();
    }
    Optional<String> endpoint = Optional.ofNullable(resource);
    endpoint.ifPresent(OauthOptions::checkResource);
    Chosen chosen =
        new Chosen(
            url("--oauth-issuer", issuer),
            endpoint,
            Optional.ofNullable(audience),
            scopes.isEmpty() ? OauthConfig.USUAL_SCOPES : roles(scopes));
    try {
      var _ = chosen.config(() -> "");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--oauth-issuer: " + e.getMessage());
    }
    return Optional.of(chosen);
  }

  /** It stands in the header of answers. */
  private static void checkResource(String text) {
    URI url = url("--oauth-resource", text);
    if (url.getHost() == null
        || !List.of("http", "https").contains(String.valueOf(url.getScheme()))
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new UsageException(
          "--oauth-resource: expected a URL like https://nightjar.example/mcp, got '" + text + "'");
    }
  }

  private static URI url(String option, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      throw new UsageException(option + ": '" + text + "' is no URL");
    }
  }

  private static Map<String, Role> roles(List<String> scopes) {
    Map<String, Role> roles = new TreeMap<>();
    for (String each : scopes) {
      int equals = each.lastIndexOf('=');
      String scope = equals < 0 ? "" : each.substring(0, equals);
      if (!OauthConfig.isScope(scope)) {
        throw new UsageException(
            "--oauth-scope: expected SCOPE=ROLE, like flows:read=viewer, got '" + each + "'");
      }
      roles.put(scope, role(each.substring(equals + 1)));
    }
    return roles;
  }

  private static Role role(String text) {
    try {
      return Role.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new UsageException("--oauth-scope: viewer, analyst or admin, got '" + text + "'");
    }
  }
}
