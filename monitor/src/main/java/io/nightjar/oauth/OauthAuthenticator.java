package io.nightjar.oauth;

import io.nightjar.account.Caller;
import io.nightjar.http.Authenticator;
import io.nightjar.http.LoginException;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Tokens of ours, and access tokens of one issuer. Nothing of an access token is kept: it holds
 * until it ends, so issuers should let them end soon.
 */
public final class OauthAuthenticator implements Authenticator, AutoCloseable {
  private static final int LONGEST_TOKEN = 8_192;

  /** Three parts in base64url (RFC 7515, section 7.1), where the parser would take more. */
  private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

  private static final Duration SOON = Duration.ofSeconds(5);

  private final OauthConfig config;
  private final Authenticator own;
  private final AccessTokens tokens;
  private final ResourceMetadata metadata;
  private final Counter taken;
  private final Counter wrong;
  private final Counter tooLittle;
  private final Counter unchecked;

  /**
   * An authenticator.
   *
   * @param own knows every token that is no JWT
   */
  public OauthAuthenticator(OauthConfig config, Authenticator own, Telemetry telemetry) {
    this.config = config;
    this.own = own;
    tokens = new AccessTokens(config, telemetry);
    metadata = new ResourceMetadata(config);
    taken = counter(telemetry, "taken");
    wrong = counter(telemetry, "wrong");
    tooLittle = counter(telemetry, "insufficient_scope");
    unchecked = counter(telemetry, "unchecked");
  }

  private static Counter counter(Telemetry telemetry, String outcome) {
    return telemetry.counter(
        "nightjar_oauth_tokens_total",
        "Access tokens that came, by what became of them",
        new TreeMap<>(Map.of("outcome", outcome)));
  }

  @Override
  public Optional<Caller> authenticate(String token) {
    if (!isJwt(token)) {
      return own.authenticate(token);
    }
    return switch (tokens.check(token)) {
      case AccessTokens.Checked.Wrong _ -> {
        wrong.increment();
        yield Optional.empty();
      }
      case AccessTokens.Checked.Unknown _ -> {
        unchecked.increment();
        throw LoginException.unchecked(SOON);
      }
      case AccessTokens.Checked.Right right -> {
        Optional<Caller> caller = ScopedCaller.of(right.claims(), config.scopes());
        if (caller.isEmpty()) {
          tooLittle.increment();
          throw LoginException.tooLittle(metadata.challenge("insufficient_scope"));
        }
        taken.increment();
        yield caller;
      }
    };
  }

  private static boolean isJwt(String token) {
    return token.length() <= LONGEST_TOKEN && JWT.matcher(token).matches();
  }

  @Override
  public boolean hasUsableToken() {
    return true; // whoever the issuer lets in
  }

  @Override
  public String challenge(boolean tokenSent) {
    return metadata.challenge(tokenSent ? "invalid_token" : "");
  }

  /** What tells clients where tokens come from. */
  public ResourceMetadata metadata() {
    return metadata;
  }

  /** What is wrong, fit to be shown; empty when nothing is. */
  public Optional<String> problem() {
    return tokens
        .problem()
        .map(why -> "access tokens of " + config.issuer() + " may be refused: " + why);
  }

  @Override
  public void close() {
    tokens.close();
  }
}
