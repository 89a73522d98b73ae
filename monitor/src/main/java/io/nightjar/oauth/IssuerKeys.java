package io.nightjar.oauth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Json;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The keys an issuer signs with, as its metadata names them; asked anew at each call, which a cache
 * before it makes seldom.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {
  private static final System.Logger LOG = System.getLogger(IssuerKeys.class.getName());

  /** A token without a key's name is tried with each that fits. */
  private static final int MOST_KEYS = 16;

  private static final int SHORTEST_RSA_BITS = 2_048;

  private final URI issuer;
  private final long longestNanos;
  private final IssuerClient client = new IssuerClient();
  private final Counter read;
  private final Counter failed;
  private volatile boolean known;
  private volatile Optional<String> problem = Optional.empty();

  IssuerKeys(OauthConfig config, Telemetry telemetry) {
    issuer = config.issuer();
    longestNanos = config.timing().longestFetch().toNanos();
    read = counter(telemetry, "read");
    failed = counter(telemetry, "failed");
  }

  private static Counter counter(Telemetry telemetry, String outcome) {
    return telemetry.counter(
        "nightjar_oauth_key_fetches_total",
        "Times the keys of the issuer of access tokens were asked for",
        new TreeMap<>(Map.of("outcome", outcome)));
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
      throws KeySourceException {
    try {
      JWKSet keys = fetch(System.nanoTime() + longestNanos);
      read.increment();
      known = true;
      problem = Optional.empty();
      return keys;
    } catch (IOException e) {
      failed.increment();
      String message = String.valueOf(e.getMessage());
      if (!problem.equals(Optional.of(message))) {
        LOG.log(System.Logger.Level.WARNING, "keys of {0}: {1}", issuer, message);
      }
      problem = Optional.of(message);
      throw new JWKSetUnavailableException(message, e);
    }
  }

  /** Whether there have been keys. */
  boolean isKnown() {
    return known;
  }

  /** Why the keys cannot be had now; empty when they could be when last asked for. */
  Optional<String> problem() {
    return problem;
  }

  private JWKSet fetch(long deadlineNanos) throws IOException {
    URI place = place(metadata(deadlineNanos).path("jwks_uri").asString(""));
    try {
      List<JWK> keys =
          JWKSet.parse(Json.text(client.get(place, deadlineNanos))).getKeys().stream()
              .filter(IssuerKeys::isStrong)
              .limit(MOST_KEYS)
              .toList();
      if (keys.isEmpty()) {
        throw new IOException(place + " has no RSA key of 2048 bits or more and none of P-256");
      }
      return new JWKSet(keys);
    } catch (ParseException e) {
      throw new IOException(place + " is no set of keys", e);
    }
  }

  /** The first that is there; one of another issuer is not taken (RFC 8414, section 3.3). */
  private JsonNode metadata(long deadlineNanos) throws IOException {
    IOException last = new IOException(issuer + " has no metadata");
    for (URI each : IssuerUrl.ofMetadata(issuer)) {
      try {
        JsonNode metadata = client.get(each, deadlineNanos);
        if (!metadata.path("issuer").asString("").equals(issuer.toString())) {
          throw new IOException(each + " is the metadata of another issuer than " + issuer);
        }
        return metadata;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private URI place(String url) throws IOException {
    try {
      URI place = URI.create(url);
      IssuerUrl.check("jwks_uri of " + issuer, place);
      return place;
    } catch (IllegalArgumentException e) {
      throw new IOException("the metadata of " + issuer + " names no usable jwks_uri", e);
    }
  }

  private static boolean isStrong(JWK key) {
    return switch (key) {
      case RSAKey rsa -> rsa.size() >= SHORTEST_RSA_BITS;
      case ECKey curve -> curve.getCurve().equals(Curve.P_256);
      default -> false;
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
