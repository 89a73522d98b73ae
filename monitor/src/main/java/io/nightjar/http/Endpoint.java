package io.nightjar.http;

/** Answers the requests of a route; runs on a virtual thread of the request. */
@FunctionalInterface
public interface Endpoint {
  /** Answers; what it throws becomes an answer that tells nothing of it. */
  Reply answer(HttpRequest request) throws InterruptedException;
}
