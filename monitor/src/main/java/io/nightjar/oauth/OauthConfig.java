package io.nightjar.oauth;

import io.nightjar.account.Role;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Whose access tokens are taken.
 *
 * @param issuer of the tokens, as their claim {@code iss} names it
 * @param resource the endpoint as clients name it, known once the server listens
 * @param audience what a token's claim {@code aud} must hold; empty for the resource
 * @param scopes what a scope allows; of several the most
 * @param timing how the issuer is asked
 */
public record OauthConfig(
    URI issuer,
    Supplier<String> resource,
    Optional<String> audience,
    Map<String, Role> scopes,
    Timing timing) {
  /**
   * How the issuer is asked for its keys.
   *
   * @param longestFetch for everything one refresh needs
   * @param keptFor how long keys are used before they are asked for again
   * @param leastBetween in which at most two refreshes begin, whatever tokens come
   * @param outage how long the last keys are used while the issuer does not answer
   */
  public record Timing(
      Duration longestFetch, Duration keptFor, Duration leastBetween, Duration outage) {
    /** The usual times. */
    public static final Timing USUAL =
        new Timing(
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            Duration.ofHours(1));
  }

  /** What scopes allow where nobody says otherwise. */
  public static final Map<String, Role> USUAL_SCOPES =
      Map.of(
          "nightjar:viewer", Role.VIEWER,
          "nightjar:analyst", Role.ANALYST,
          "nightjar:admin", Role.ADMIN);

  /** Refuses an issuer that could be read on its way, or scopes that open nothing. */
  public OauthConfig {
    IssuerUrl.check(issuer.toString(), issuer);
    scopes = Map.copyOf(new TreeMap<>(scopes));
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("no scope is given a role");
    }
  }

  String acceptedAudience() {
    return audience.orElseGet(resource);
  }

  /** Whether this text can be a scope (RFC 6749, section 3.3). */
  public static boolean isScope(String text) {
    return !text.isEmpty()
        && text.length() <= 128
        && text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\');
  }
}
