package io.nightjar;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small authorization server on loopback: its metadata, its keys, and the tokens it signs. */
public final class TestIssuer implements AutoCloseable {
  private static final RSAKey FIRST = rsa(2_048, "rsa-1");

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private final List<JWK> keys = new ArrayList<>();
  private RSAKey rsa = FIRST;
  private ECKey curve = curve("ec-1");
  private volatile Duration delay = Duration.ZERO;
  private volatile int status = 200;
  private volatile String metadata;
  private volatile String keySet = "";

  /** An issuer with an RSA and an EC key. */
  public TestIssuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/.well-known/oauth-authorization-server", exchange -> answer(exchange, metadata()));
    server.createContext("/keys", exchange -> answer(exchange, keySet));
    server.start();
    metadata =
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\",\"token_endpoint\":\"%s/token\"}"
            .formatted(url(), url(), url());
    publish(List.of(rsa, curve));
  }

  private String metadata() {
    asked.incrementAndGet();
    return metadata;
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      Thread.sleep(delay);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** An RSA key of this length. */
  public static RSAKey rsa(int bits, String name) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(name).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static ECKey curve(String name) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(name).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Its name, which is its address. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The key it signs with now. */
  public RSAKey rsa() {
    return rsa;
  }

  /** How often its metadata was asked for. */
  public int asked() {
    return asked.get();
  }

  /** Signs with other keys from now on, and shows only those. */
  public void rotate() {
    rsa = rsa(2_048, "rsa-2");
    curve = curve("ec-2");
    publish(List.of(rsa, curve));
  }

  /** Shows these keys. */
  public void publish(List<? extends JWK> shown) {
    keys.clear();
    keys.addAll(shown);
    keySet = new JWKSet(keys).toPublicJWKSet().toString();
  }

  /** Shows this in the place of keys. */
  public void publish(String text) {
    keySet = text;
  }

  /** Says this of itself. */
  public void describe(String text) {
    metadata = text;
  }

  /** Answers with this status. */
  public void answerWith(int other) {
    status = other;
  }

  /** Takes so long for each answer. */
  public void answerAfter(Duration time) {
    delay = time;
  }

  /** Claims of a token that is right, for a resource. */
  public JWTClaimsSet.Builder claims(String resource, String scope) {
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .subject("alice")
        .audience(resource)
        .claim("client_id", "assistant")
        .claim("scope", scope)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
  }

  /** A right token. */
  public String token(String resource, String scope) {
    return sign(JWSAlgorithm.RS256, claims(resource, scope));
  }

  /** The claims, signed by the key it has for this algorithm. */
  public String sign(JWSAlgorithm algorithm, JWTClaimsSet.Builder claims) {
    boolean isCurve = JWSAlgorithm.Family.EC.contains(algorithm);
    String name = isCurve ? curve.getKeyID() : rsa.getKeyID();
    return sign(
        new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")).keyID(name).build(),
        claims);
  }

  /** The claims under any header. */
  public String sign(JWSHeader header, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims.build());
      boolean isCurve = JWSAlgorithm.Family.EC.contains(header.getAlgorithm());
      jwt.sign(isCurve ? new ECDSASigner(curve) : new RSASSASigner(rsa));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Where it is, for options. */
  public URI uri() {
    return URI.create(url());
  }

  /** Nothing answers at its address any more. */
  @Override
  public void close() {
    server.stop(0);
  }
}
