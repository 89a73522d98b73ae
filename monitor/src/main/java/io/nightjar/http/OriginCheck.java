package io.nightjar.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages of others from calling the server through the browser of somebody who may: by DNS
 * rebinding (their name then stands in Host) or directly (their name then stands in Origin).
 *
 * @param hosts names the server answers for, lower case, without port
 * @param origins pages that may call beside the server's own ({@code https://soc.example})
 */
record OriginCheck(Set<String> hosts, Set<String> origins) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Why a request is refused.
   *
   * @param asked hosts the request names, with or without port
   * @param pages its Origin headers; none unless a browser sent the request
   * @param localAddress where the request arrived, as a host in a URL is written
   */
  Optional<Refusal> refusal(List<String> asked, List<String> pages, String localAddress) {
    if (!asked.stream().allMatch(host -> isOurs(withoutPort(host), localAddress))) {
      return Optional.of(Refusal.WRONG_HOST);
    }
    boolean welcome =
        pages.stream().allMatch(page -> isOwn(page, asked.getFirst()) || origins.contains(page));
    return welcome ? Optional.empty() : Optional.of(Refusal.WRONG_ORIGIN);
  }

  private boolean isOurs(String name, String localAddress) {
    return LOOPBACK.contains(name) || hosts.contains(name) || name.equals(localAddress);
  }

  private static boolean isOwn(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  private static String withoutPort(String host) {
    int bracket = host.lastIndexOf(']');
    int colon = host.indexOf(':', Math.max(bracket, 0));
    String name = colon < 0 ? host : host.substring(0, colon);
    return name.toLowerCase(Locale.ROOT);
  }
}
