package io.nightjar.http;

import org.eclipse.jetty.http.HttpFields;

/** Headers that tell browsers to trust an answer with as little as possible. */
final class SecurityHeaders {
  private SecurityHeaders() {}

  static void addTo(HttpFields.Mutable headers) {
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Cache-Control", "no-store");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
  }
}
