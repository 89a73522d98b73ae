package io.nightjar.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.nightjar.telemetry.Telemetry;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/** Checks access tokens: JWTs (RFC 9068, RFC 8725) that the issuer signed for this server. */
final class AccessTokens implements AutoCloseable {
  /** What came of a check. */
  sealed interface Checked {
    /** The token is right. */
    record Right(JWTClaimsSet claims) implements Checked {}

    /** It is not a token for us, or no longer. */
    record Wrong() implements Checked {}

    /** Nobody can tell now: the issuer's keys cannot be had. */
    record Unknown() implements Checked {}
  }

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private static final int CLOCK_SKEW_SECONDS = 30;

  private final OauthConfig config;
  private final IssuerKeys keys;
  private final JWKSource<SecurityContext> cached;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  AccessTokens(OauthConfig config, Telemetry telemetry) {
    this.config = config;
    keys = new IssuerKeys(config, telemetry);
    OauthConfig.Timing timing = config.timing();
    long fetchMillis = timing.longestFetch().toMillis();
    cached =
        JWKSourceBuilder.create(keys)
            .cache(timing.keptFor().toMillis(), fetchMillis)
            .refreshAheadCache(timing.keptFor().toMillis() / 4, false)
            .rateLimited(timing.leastBetween().toMillis())
            .outageTolerant(timing.outage().toMillis())
            .build();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, cached));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWTClaimsSetVerifier((claims, _) -> checkClaims(claims));
  }

  private void checkClaims(JWTClaimsSet claims) throws BadJWTException {
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            config.acceptedAudience(),
            new JWTClaimsSet.Builder().issuer(config.issuer().toString()).build(),
            Set.of("exp", "sub"));
    verifier.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    verifier.verify(claims, null);
  }

  /** Claims first: they cost nothing, and no key is asked for on behalf of others' tokens. */
  Checked check(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())) {
        return new Checked.Wrong();
      }
      checkClaims(jwt.getJWTClaimsSet());
      return new Checked.Right(processor.process(jwt, null));
    } catch (RateLimitReachedException e) {
      return keys.isKnown() ? new Checked.Wrong() : new Checked.Unknown();
    } catch (KeySourceException e) {
      return new Checked.Unknown();
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return new Checked.Wrong();
    }
  }

  /** Why tokens may not be checked; empty while the issuer answers. */
  Optional<String> problem() {
    return keys.problem();
  }

  @Override
  public void close() {
    try {
      if (cached instanceof Closeable closeable) {
        closeable.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
