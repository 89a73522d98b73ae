package io.nightjar.dpi;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Dns;
import io.nightjar.flow.Application.Http;
import io.nightjar.flow.Application.Tls;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What {@code ndpi_dpi2json} wrote of one flow, as far as Nightjar keeps it. Its texts are the
 * network's: control characters are dropped, lengths are capped.
 */
final class FlowDetails {
  private static final int MAX_TEXT = 253;
  private static final int MAX_URL = 1024;
  private final List<String> risks = new ArrayList<>(4);
  private String category = "";
  private String sni = "";
  private String hostname = "";
  private String tlsVersion = "";
  private String subject = "";
  private String issuer = "";
  private String ja3 = "";
  private String ja4 = "";
  private String url = "";
  private String userAgent = "";
  private int httpStatus;
  private String query = "";
  private int queryType;
  private int answers;
  private int replyCode = -1;
  private boolean hasTls;
  private boolean hasHttp;
  private boolean hasDns;

  /** Takes an object of the flow's JSON, whose first token was read. */
  void block(String name, JsonParser json) {
    switch (name) {
      case "tls" -> hasTls = true;
      case "http" -> hasHttp = true;
      case "dns" -> hasDns = true;
      default -> {}
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT && field.equals("flow_risk")) {
        risks(json);
      } else if (value.isScalarValue()) {
        field(name, field, json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void risks(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      if (json.nextToken().isScalarValue()) {
        risks.add(text(json, MAX_TEXT));
      } else {
        json.skipChildren();
      }
    }
  }

  private void field(String block, String field, JsonParser json) {
    switch (block) {
      case "ndpi" -> category = field.equals("category") ? text(json, MAX_TEXT) : category;
      case "tls" -> tls(field, json);
      case "quic" -> serverName(field, json);
      case "http" -> http(field, json);
      case "dns" -> dns(field, json);
      default -> {}
    }
  }

  private void serverName(String field, JsonParser json) {
    if (field.equals("client_requested_server_name") && sni.isEmpty()) {
      sni = text(json, MAX_TEXT);
    }
  }

  private void tls(String field, JsonParser json) {
    switch (field) {
      case "version" -> tlsVersion = text(json, MAX_TEXT);
      case "subjectDN" -> subject = text(json, MAX_TEXT);
      case "issuerDN" -> issuer = text(json, MAX_TEXT);
      case "ja3" -> ja3 = text(json, MAX_TEXT);
      case "ja4" -> ja4 = text(json, MAX_TEXT);
      default -> serverName(field, json);
    }
  }

  private void http(String field, JsonParser json) {
    switch (field) {
      case "hostname" -> hostname = text(json, MAX_TEXT);
      case "url" -> url = text(json, MAX_URL);
      case "code" -> httpStatus = json.getValueAsInt(0);
      case "user_agent" -> userAgent = text(json, MAX_TEXT);
      default -> {}
    }
  }

  private void dns(String field, JsonParser json) {
    switch (field) {
      case "query" -> query = text(json, MAX_TEXT);
      case "query_type" -> queryType = json.getValueAsInt(0);
      case "num_answers" -> answers = json.getValueAsInt(0);
      case "reply_code" -> replyCode = json.getValueAsInt(-1);
      default -> {}
    }
  }

  /** The application of this name with all that was found. */
  Application of(Application name) {
    String domain = !sni.isEmpty() ? sni : !hostname.isEmpty() ? hostname : query;
    boolean answered = answers > 0 || replyCode > 0;
    return new Application(
        name.protocol(),
        name.name(),
        category,
        name.detection(),
        domain,
        url.isEmpty() ? domain : url,
        List.copyOf(risks),
        ModelInstructions.in(domain, query, url, userAgent, subject, issuer),
        List.of(),
        0,
        hasTls ? new Tls(tlsVersion, subject, issuer, ja3, ja4) : Tls.NONE,
        hasHttp ? new Http(name.http().method(), url, httpStatus, userAgent) : Http.NONE,
        hasDns ? new Dns(query, queryType, answered ? replyCode : -1) : Dns.NONE);
  }

  private static String text(JsonParser json, int cap) {
    String raw = json.getString();
    int length = Math.min(raw.length(), cap);
    for (int i = 0; i < length; i++) {
      if (Character.isISOControl(raw.charAt(i))) {
        return cleaned(raw, cap);
      }
    }
    return length == raw.length() ? raw : raw.substring(0, length);
  }

  private static String cleaned(String raw, int cap) {
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
