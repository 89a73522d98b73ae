package io.nightjar.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.nightjar.TestIssuer;
import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.http.Authenticator;
import io.nightjar.http.LoginException;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OauthAuthenticatorTest {
  private static final String RESOURCE = "http://127.0.0.1:3000/mcp";
  private static final String OWN = "nj_own";
  private static final Caller OWNER = new Caller("ann", Role.ADMIN, 1);

  private final Telemetry telemetry = new Telemetry();
  private TestIssuer issuer;
  private OauthAuthenticator authenticator;

  @BeforeEach
  void start() throws Exception {
    issuer = new TestIssuer();
    authenticator = authenticator(OauthConfig.Timing.USUAL);
  }

  @AfterEach
  void stop() {
    authenticator.close();
    issuer.close();
  }

  private OauthAuthenticator authenticator(OauthConfig.Timing timing) {
    return new OauthAuthenticator(
        new OauthConfig(
            issuer.uri(), () -> RESOURCE, Optional.empty(), OauthConfig.USUAL_SCOPES, timing),
        new OneToken(),
        telemetry);
  }

  private record OneToken() implements Authenticator {
    @Override
    public Optional<Caller> authenticate(String token) {
      return token.equals(OWN) ? Optional.of(OWNER) : Optional.empty();
    }

    @Override
    public boolean hasUsableToken() {
      return true;
    }
  }

  private JWTClaimsSet.Builder claims() {
    return issuer.claims(RESOURCE, "nightjar:viewer");
  }

  private Optional<Role> role(String token) {
    return authenticator.authenticate(token).map(Caller::role);
  }

  private Optional<Role> role(JWTClaimsSet.Builder claims) {
    return role(issuer.sign(JWSAlgorithm.RS256, claims));
  }

  @Test
  void everyAlgorithmThatIsTakenOpensTheDoorWithTheRoleOfTheScope() {
    for (JWSAlgorithm algorithm :
        List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256)) {
      String token = issuer.sign(algorithm, issuer.claims(RESOURCE, "openid nightjar:analyst"));
      assertEquals(Optional.of(Role.ANALYST), role(token), algorithm.getName());
    }
    assertEquals(1, issuer.asked(), "keys are kept");
    assertEquals(Optional.of(OWNER), authenticator.authenticate(OWN));
  }

  @Test
  void aCallerIsKnownBySubjectAndClientAndHasOneNumber() {
    Caller caller = authenticator.authenticate(issuer.token(RESOURCE, "nightjar:viewer")).get();
    assertEquals("oauth:alice", caller.user());
    assertEquals("assistant", caller.tokenName());
    assertTrue(caller.tokenId() < 0 && caller.tokenId() >= -(1L << 52) - 1, "exact in JSON");
    assertEquals(
        caller.tokenId(),
        authenticator.authenticate(issuer.token(RESOURCE, "nightjar:admin")).get().tokenId());
    for (JWTClaimsSet.Builder other :
        List.of(claims().subject("bob"), claims().claim("client_id", "other"))) {
      String token = issuer.sign(JWSAlgorithm.RS256, other);
      assertTrue(caller.tokenId() != authenticator.authenticate(token).get().tokenId());
    }
    String hostile = issuer.sign(JWSAlgorithm.RS256, claims().subject("a\u202Eb\nc\u0007"));
    assertEquals("oauth:ab c", authenticator.authenticate(hostile).get().user());
  }

  @Test
  void ofSeveralScopesTheMostCountsHoweverTheyAreWritten() {
    assertEquals(
        Optional.of(Role.ADMIN), role(claims().claim("scope", "nightjar:viewer nightjar:admin")));
    assertEquals(
        Optional.of(Role.ANALYST),
        role(claims().claim("scope", null).claim("scp", List.of("nightjar:analyst", "email"))));
    assertEquals(
        Optional.of(Role.VIEWER),
        role(claims().claim("scope", null).claim("scp", "nightjar:viewer")));
  }

  @Test
  void aTokenWithoutAScopeOfOursIsRightAndOpensNothing() {
    for (JWTClaimsSet.Builder without :
        List.of(
            claims().claim("scope", "email"),
            claims().claim("scope", "nightjar:viewers NIGHTJAR:ADMIN"),
            claims().claim("scope", 5),
            claims().claim("scope", null),
            claims().subject("x".repeat(256)))) {
      assertThrows(LoginException.class, () -> role(without));
    }
    assertEquals(5.0, counted("insufficient_scope"));
  }

  private double counted(String outcome) {
    return telemetry.series().stream()
        .filter(series -> series.name().equals("nightjar_oauth_tokens_total"))
        .filter(series -> outcome.equals(series.labels().get("outcome")))
        .mapToDouble(series -> series.value().getAsDouble())
        .sum();
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  @Test
  void claimsThatAreNotForUsOrNotNowAreWrong() {
    Map<String, JWTClaimsSet.Builder> wrong = new LinkedHashMap<>();
    wrong.put("audience", claims().audience("http://127.0.0.1:3000/other"));
    wrong.put("no audience", claims().audience((String) null));
    wrong.put("issuer", claims().issuer("https://evil.example"));
    wrong.put("issuer's slash", claims().issuer(issuer.url() + "/"));
    wrong.put("no issuer", claims().issuer(null));
    wrong.put("expired", claims().expirationTime(in(-40)));
    wrong.put("no end", claims().expirationTime(null));
    wrong.put("not yet", claims().notBeforeTime(in(40)));
    wrong.put("no subject", claims().subject(null));
    wrong.forEach((what, claims) -> assertEquals(Optional.empty(), role(claims), what));
    assertEquals(0, issuer.asked(), "no key is looked for");
    assertEquals(Optional.of(Role.VIEWER), role(claims().expirationTime(in(-20))));
    assertEquals(Optional.of(Role.VIEWER), role(claims().notBeforeTime(in(20))));
    assertEquals(
        Optional.of(Role.VIEWER), role(claims().audience(List.of("https://x.example", RESOURCE))));
  }

  @Test
  void signaturesThatProveNothingAreWrong() throws Exception {
    assertEquals(Optional.of(Role.VIEWER), role(claims()));
    Map<String, String> wrong = new LinkedHashMap<>();
    wrong.put("none", new PlainJWT(claims().build()).serialize());
    SignedJWT confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), claims().build());
    confused.sign(new MACSigner(issuer.rsa().toRSAPublicKey().getEncoded()));
    wrong.put("the public key as a secret", confused.serialize());
    wrong.put("another's key of the same name", signed(TestIssuer.rsa(2_048, "rsa-1"), header()));
    RSAKey own = TestIssuer.rsa(2_048, "own");
    wrong.put(
        "a key that came along",
        signed(own, new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(own.toPublicJWK())));
    wrong.put(
        "a key to be fetched",
        signed(
            own,
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwkURL(java.net.URI.create(issuer.url() + "/keys"))));
    wrong.put("RS512", issuer.sign(JWSAlgorithm.RS512, claims()));
    wrong.put(
        "another kind of JWT",
        issuer.sign(header().type(new JOSEObjectType("logout+jwt")).build(), claims()));
    wrong.put(
        "what must be understood",
        issuer.sign(header().criticalParams(Set.of("x")).customParam("x", true).build(), claims()));
    String right = issuer.token(RESOURCE, "nightjar:viewer");
    int second = right.indexOf('.') + 1;
    wrong.put("altered claims", right.substring(0, second) + "e30" + right.substring(second + 3));
    wrong.put("cut", right.substring(0, right.length() - 4));
    wrong.put("no signature", right.substring(0, right.lastIndexOf('.') + 1));
    wrong.put("two dots", "..");
    wrong.put("no base64", "a.b!.c");
    wrong.put("not JSON", "bm8.bm8.bm8");
    wrong.put("five parts", right + ".a.b");
    wrong.put("too long", right + "A".repeat(8_192));
    wrong.forEach((what, token) -> assertEquals(Optional.empty(), role(token), what));
    assertTrue(issuer.asked() <= 2, () -> "asked " + issuer.asked() + " times");
  }

  private static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1");
  }

  private String signed(RSAKey key, JWSHeader.Builder header) throws Exception {
    SignedJWT jwt = new SignedJWT(header.build(), claims().build());
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  @Test
  void aKeyThatIsTooShortSignsNothing() throws Exception {
    RSAKey weak = TestIssuer.rsa(1_024, "weak");
    issuer.publish(List.of(weak, issuer.rsa()));
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("weak").build(), claims().build());
    jwt.sign(new RSASSASigner(weak, Set.of(AllowWeakRSAKey.getInstance())));
    assertEquals(Optional.empty(), role(jwt.serialize()));
    assertEquals(Optional.of(Role.VIEWER), role(claims()));
  }

  @Test
  void aNewKeyIsFoundAtOnceAndTheOldOneEnds() {
    String old = issuer.token(RESOURCE, "nightjar:viewer");
    assertEquals(Optional.of(Role.VIEWER), role(old));
    issuer.rotate();
    assertEquals(Optional.of(Role.VIEWER), role(claims()));
    assertEquals(2, issuer.asked());
    assertEquals(Optional.empty(), role(old));
  }

  @Test
  void aFloodOfUnknownKeysAsksTheIssuerTwiceAndDisturbsNobody() throws Exception {
    assertEquals(Optional.of(Role.VIEWER), role(claims()));
    RSAKey other = TestIssuer.rsa(2_048, "other");
    List<String> flood = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      flood.add(signed(other, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("kid-" + i)));
    }
    for (String token : flood) {
      assertEquals(Optional.empty(), role(token));
    }
    assertEquals(Optional.of(Role.VIEWER), role(claims()));
    assertEquals(2, issuer.asked());
  }

  @Test
  void knownKeysHoldWhileTheIssuerIsAway() {
    String token = issuer.token(RESOURCE, "nightjar:viewer");
    assertEquals(Optional.of(Role.VIEWER), role(token));
    issuer.close();
    assertEquals(Optional.of(Role.VIEWER), role(token));
    issuer.rotate();
    assertEquals(Optional.empty(), role(claims()), "nobody knows this key");
    assertTrue(authenticator.problem().get().contains("may be refused"));
    assertEquals(Optional.of(Role.VIEWER), role(token));
  }

  @Test
  void anIssuerThatBringsNoKeysLeavesTokensUncheckedUntilItDoes() throws Exception {
    authenticator.close();
    OauthConfig.Timing often =
        new OauthConfig.Timing(
            Duration.ofMillis(300),
            Duration.ofMinutes(10),
            Duration.ofMillis(1),
            Duration.ofHours(1));
    authenticator = authenticator(often);
    Map<String, Runnable> states = new HashMap<>();
    states.put("down", () -> issuer.answerWith(503));
    states.put("elsewhere", () -> issuer.answerWith(302));
    states.put("slow", () -> issuer.answerAfter(Duration.ofSeconds(2)));
    states.put("no JSON", () -> issuer.describe("<html>"));
    states.put("another's", () -> issuer.describe("{\"issuer\":\"https://evil.example\"}"));
    states.put("plain http", () -> issuer.describe(metadata("http://evil.example/keys")));
    states.put("a file", () -> issuer.describe(metadata("file:///etc/passwd")));
    states.put("no keys", () -> issuer.publish("{\"keys\":[]}"));
    states.put("no set", () -> issuer.publish("[]"));
    states.put("huge", () -> issuer.publish("{\"keys\":[\"" + "x".repeat(1 << 20) + "\"]}"));
    for (var state : states.entrySet()) {
      issuer.close();
      issuer = new TestIssuer();
      authenticator.close();
      authenticator = authenticator(often);
      state.getValue().run();
      assertThrows(LoginException.class, () -> role(claims()), state.getKey());
      assertTrue(authenticator.problem().isPresent(), state.getKey());
      assertEquals(Optional.of(OWNER), authenticator.authenticate(OWN), "our tokens stay");
    }
    issuer.publish(List.of(issuer.rsa()));
    issuer.describe(metadata(issuer.url() + "/keys"));
    issuer.answerWith(200);
    issuer.answerAfter(Duration.ZERO);
    Thread.sleep(5);
    assertEquals(Optional.of(Role.VIEWER), role(claims()));
    assertEquals(Optional.empty(), authenticator.problem());
  }

  private String metadata(String keys) {
    return "{\"issuer\":\"" + issuer.url() + "\",\"jwks_uri\":\"" + keys + "\"}";
  }

  @Test
  void anIssuerThatCouldBeReadOnItsWayIsRefused() {
    for (String url :
        List.of(
            "http://as.example",
            "ftp://as.example",
            "https://as.example?x=1",
            "https://as.example#x",
            "https://user@as.example",
            "https:as.example",
            "as.example")) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new OauthConfig(
                  java.net.URI.create(url),
                  () -> RESOURCE,
                  Optional.empty(),
                  OauthConfig.USUAL_SCOPES,
                  OauthConfig.Timing.USUAL),
          url);
    }
  }

  @Test
  void metadataOfAnIssuerWithAPathIsLookedForWhereEachStandardPutsIt() {
    assertEquals(
        List.of(
            "https://as.example/.well-known/oauth-authorization-server/tenant",
            "https://as.example/.well-known/openid-configuration/tenant",
            "https://as.example/tenant/.well-known/openid-configuration"),
        IssuerUrl.ofMetadata(java.net.URI.create("https://as.example/tenant")).stream()
            .map(String::valueOf)
            .toList());
  }

  @Test
  void aMutatedTokenIsWrongAndBreaksNothing() {
    String right = issuer.token(RESOURCE, "nightjar:viewer");
    assertEquals(Optional.of(Role.VIEWER), role(right));
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 5_000; i++) {
      char[] mutated = right.toCharArray();
      int at = random.nextInt(mutated.length - 1); // the last has bits that decode to nothing
      char other = (char) (33 + random.nextInt(94));
      if (mutated[at] == other) {
        continue;
      }
      mutated[at] = other;
      String token = new String(mutated);
      assertEquals(Optional.empty(), role(token), token);
    }
  }
}
