package io.nightjar.dpi;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Dns;
import io.nightjar.flow.Application.Http;
import io.nightjar.flow.Application.Tls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON that {@code ndpi_dpi2json} writes of a flow. Its texts are the network's: bytes
 * that are no UTF-8 become U+FFFD, control characters are dropped, lengths are capped.
 */
final class FlowDetails {
  private static final int MAX_TEXT = 253;
  private static final int MAX_URL = 1024;

  private final LongToIntFunction scores;
  private final JsonMapper json =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  /**
   * A reader.
   *
   * @param scores the score of a set of risks, a bit for each risk's number
   */
  FlowDetails(LongToIntFunction scores) {
    this.scores = scores;
  }

  /** The application of this name with everything the JSON adds; the name alone if unreadable. */
  Application read(byte[] bytes, Application name) {
    JsonNode root;
    try {
      root = json.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JacksonException _) {
      return name;
    }
    JsonNode ndpi = root.path("ndpi");
    List<String> risks = new ArrayList<>();
    long riskBits = 0;
    for (var risk : ndpi.path("flow_risk").properties()) {
      risks.add(text(risk.getValue(), MAX_TEXT));
      riskBits |= bit(risk.getKey());
    }
    Tls tls = tls(root);
    Http http = http(root, name.http().method());
    Dns dns = dns(root);
    String domain = domain(root, dns);
    return new Application(
        name.protocol(),
        name.name(),
        text(ndpi.path("category"), MAX_TEXT),
        name.detection(),
        domain,
        http.url().isEmpty() ? domain : http.url(),
        List.copyOf(risks),
        riskBits == 0 ? 0 : scores.applyAsInt(riskBits),
        tls,
        http,
        dns);
  }

  private static String domain(JsonNode flow, Dns dns) {
    for (String block : List.of("tls", "quic")) {
      String sni = text(flow.path(block).path("client_requested_server_name"), MAX_TEXT);
      if (!sni.isEmpty()) {
        return sni;
      }
    }
    String host = text(flow.path("http").path("hostname"), MAX_TEXT);
    return host.isEmpty() ? dns.query() : host;
  }

  private static Tls tls(JsonNode flow) {
    JsonNode block = flow.path("tls");
    if (!block.isObject()) {
      return Tls.NONE;
    }
    return new Tls(
        text(block.path("version"), MAX_TEXT),
        text(block.path("subjectDN"), MAX_TEXT),
        text(block.path("issuerDN"), MAX_TEXT),
        text(block.path("ja3"), MAX_TEXT),
        text(block.path("ja4"), MAX_TEXT));
  }

  private static Http http(JsonNode flow, String method) {
    JsonNode block = flow.path("http");
    if (!block.isObject()) {
      return Http.NONE;
    }
    return new Http(
        method,
        text(block.path("url"), MAX_URL),
        block.path("code").asInt(0),
        text(block.path("user_agent"), MAX_TEXT));
  }

  private static Dns dns(JsonNode flow) {
    JsonNode block = flow.path("dns");
    if (!block.isObject()) {
      return Dns.NONE;
    }
    int answers = block.path("num_answers").asInt(0);
    boolean answered = answers > 0 || block.path("reply_code").asInt(0) != 0;
    return new Dns(
        text(block.path("query"), MAX_TEXT),
        block.path("query_type").asInt(0),
        answered ? block.path("reply_code").asInt(-1) : -1);
  }

  private static long bit(String riskNumber) {
    return riskNumber.matches("\\d{1,2}") ? 1L << Integer.parseInt(riskNumber) : 0;
  }

  private static String text(JsonNode node, int cap) {
    String raw = node.asString("");
    StringBuilder clean = new StringBuilder(Math.min(raw.length(), cap));
    for (int i = 0; i < raw.length() && clean.length() < cap; i++) {
      char each = raw.charAt(i);
      if (!Character.isISOControl(each)) {
        clean.append(each);
      }
    }
    return clean.toString();
  }
}
