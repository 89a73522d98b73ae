package io.nightjar.http;

import java.util.Map;

/** What the server itself refuses a request with. Texts are fixed: none repeats what came. */
enum Refusal {
  BAD_REQUEST(400, "bad_request", "the request is not HTTP as it should be", "send HTTP/1.1"),
  TOKEN_IN_URL(
      400,
      "token_in_url",
      "a token came in the URL, where logs and histories keep it",
      "send it in the header Authorization: Bearer TOKEN, and replace it: nightjar token rotate"),
  UNAUTHORIZED(
      401,
      "unauthorized",
      "a valid token is needed",
      "send the header Authorization: Bearer TOKEN; nightjar token create makes a token"),
  TOO_LITTLE(
      403,
      "insufficient_scope",
      "the access token is right, and none of its scopes opens anything here",
      "ask the authorization server for a scope that the header WWW-Authenticate names"),
  UNCHECKED(
      503,
      "token_unchecked",
      "the issuer of the access token cannot be asked for its keys now",
      "wait as long as Retry-After says; get_system_health tells more"),
  WRONG_HOST(
      403,
      "forbidden_host",
      "the Host header names a host this server does not answer for",
      "use the address the server listens on, or add the name to its allowed hosts"),
  WRONG_ORIGIN(
      403,
      "forbidden_origin",
      "pages of that origin may not call this server",
      "call it from a program, or add the origin to its allowed origins"),
  NOT_FOUND(404, "not_found", "there is nothing at this path", "GET /api/v1/tools lists the tools"),
  WRONG_METHOD(
      405, "method_not_allowed", "the path does not take this method", "see the Allow header"),
  TOO_SLOW(408, "request_timeout", "the request did not come in time", "send it at once"),
  TOO_LARGE(413, "too_large", "the body is longer than 1 MiB", "send less"),
  TOO_MANY(
      429,
      "too_many_failures",
      "too many wrong tokens came from this address",
      "wait as long as Retry-After says, then send a valid token"),
  TOO_BUSY(
      429,
      "too_many_requests",
      "more requests came than one token or one address may send",
      "wait as long as Retry-After says; nightjar run --help tells how to allow more"),
  INTERNAL(500, "internal", "the server failed; its log has the detail", "try again later");

  private final int status;
  private final String code;
  private final String message;
  private final String hint;

  Refusal(int status, String code, String message, String hint) {
    this.status = status;
    this.code = code;
    this.message = message;
    this.hint = hint;
  }

  int status() {
    return status;
  }

  /** The refusal in these clients' dialect. */
  Reply reply(Dialect dialect) {
    return dialect.refusal(status, code, message, hint);
  }

  /** The same, with headers beside its own. */
  Reply reply(Dialect dialect, Map<String, String> headers) {
    return reply(dialect).with(headers);
  }

  /** The refusal for an error the HTTP library found. */
  static Refusal of(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND;
      case 408 -> TOO_SLOW;
      case 413 -> TOO_LARGE;
      default -> status < 500 ? BAD_REQUEST : INTERNAL;
    };
  }
}
