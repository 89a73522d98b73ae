package io.nightjar.oauth;

import java.net.URI;
import java.util.List;
import java.util.Set;

/** Addresses an issuer may be asked at, and those of its metadata. */
final class IssuerUrl {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private IssuerUrl() {}

  /** Refuses what is not https, or http on this machine. */
  static void check(String what, URI url) {
    boolean https = "https".equals(url.getScheme());
    boolean here =
        "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
    if (url.getHost() == null
        || (!https && !here)
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          what
              + " is no https:// URL without user, query and fragment (http:// only for this"
              + " machine)");
    }
  }

  /**
   * Where the metadata of an issuer stands, in the order to ask: RFC 8414, section 3, then OpenID
   * Connect Discovery with its path before and after the issuer's.
   */
  static List<URI> ofMetadata(URI issuer) {
    String path = issuer.getRawPath() == null ? "" : issuer.getRawPath().replaceFirst("/$", "");
    String root = issuer.getScheme() + "://" + issuer.getRawAuthority();
    String oauth = root + "/.well-known/oauth-authorization-server" + path;
    String openid = "/.well-known/openid-configuration";
    return path.isEmpty()
        ? List.of(URI.create(oauth), URI.create(root + openid))
        : List.of(
            URI.create(oauth), URI.create(root + openid + path), URI.create(root + path + openid));
  }
}
