package io.nightjar.web;

import io.nightjar.http.Dialect;
import io.nightjar.http.Endpoint;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.telemetry.Telemetry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code GET /metrics}: the monitor's figures in Prometheus's text format, version 0.0.4. */
final class MetricsEndpoint implements Endpoint {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Telemetry telemetry;

  MetricsEndpoint(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public Reply answer(HttpRequest request) {
    if (request.authenticated().isBound()) {
      return Dialect.NIGHTJAR.refusal(
          403,
          "forbidden",
          "metrics count everything together, and this token sees a part",
          "use a token that is not bound to networks or interfaces");
    }
    byte[] text = text().getBytes(StandardCharsets.UTF_8);
    return new Reply.Full(200, Map.of(), TYPE, ByteBuffer.wrap(text));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    String last = "";
    for (Telemetry.Series series : telemetry.series()) {
      if (!series.name().equals(last)) {
        last = series.name();
        String kind = series.kind().name().toLowerCase(Locale.ROOT);
        text.append("# HELP ").append(last).append(' ').append(help(series.help())).append('\n');
        text.append("# TYPE ").append(last).append(' ').append(kind).append('\n');
      }
      text.append(last).append(labels(series)).append(' ');
      text.append(number(series.value().getAsDouble())).append('\n');
    }
    return text.toString();
  }

  private static String labels(Telemetry.Series series) {
    return series.labels().isEmpty()
        ? ""
        : series.labels().entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String help(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String escaped(String text) {
    return help(text).replace("\"", "\\\"");
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
