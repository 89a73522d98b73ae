package io.nightjar.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.net.UntrustedText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a caller out of the claims of an access token. */
final class ScopedCaller {
  /** Begins the users of tokens of others; no user of ours has a colon. */
  private static final String PREFIX = "oauth:";

  private static final int LONGEST_SUBJECT = 255; // OpenID Connect Core, section 2
  private static final int LONGEST_CLIENT = 64;
  private static final int NUMBER_BITS = 52;

  private ScopedCaller() {}

  /** The caller; empty when no scope of the token has a role, or its subject is no name. */
  static Optional<Caller> of(JWTClaimsSet claims, Map<String, Role> scopes) {
    String subject = String.valueOf(claims.getSubject());
    if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
      return Optional.empty();
    }
    String client = text(claims, "client_id").or(() -> text(claims, "azp")).orElse("");
    long number = number(String.valueOf(claims.getIssuer()), subject, client);
    return granted(claims)
        .flatMap(scope -> Stream.ofNullable(scopes.get(scope)))
        .max(Comparator.naturalOrder())
        .map(
            role ->
                new Caller(
                    PREFIX + UntrustedText.clean(subject, LONGEST_SUBJECT),
                    role,
                    number,
                    UntrustedText.clean(client, LONGEST_CLIENT),
                    List.of(),
                    List.of()));
  }

  /** RFC 9068, section 2.2.3; {@code scp} where issuers name it so. */
  private static Stream<String> granted(JWTClaimsSet claims) {
    return Stream.of("scope", "scp")
        .map(claims::getClaim)
        .flatMap(
            claim ->
                switch (claim) {
                  case String text -> Arrays.stream(text.split(" ", -1));
                  case Collection<?> all -> all.stream().map(String::valueOf);
                  case null, default -> Stream.empty();
                });
  }

  private static Optional<String> text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * The same for each token of a subject's client, below zero as no token of ours, and exact in
   * every JSON reader.
   */
  private static long number(String issuer, String subject, String client) {
    try {
      byte[] named = String.join("\0", issuer, subject, client).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(named);
      return -1 - (ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - NUMBER_BITS));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
