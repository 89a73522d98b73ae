package io.nightjar.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the HTTP library refuses by itself, without its reasons. */
final class QuietErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Refusal refusal = Refusal.of(response.getStatus());
    response.setStatus(refusal.status());
    SecurityHeaders.addTo(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Reply.JSON);
    if (refusal.reply(Dialect.NIGHTJAR) instanceof Reply.Full full) {
      response.write(true, full.body(), callback);
    }
    return true;
  }
}
