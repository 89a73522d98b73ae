package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.net.UntrustedText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Checks what a 2026-07-28 request says of itself in its headers against its body, so that proxies
 * that look only at headers and this server never see two different requests.
 */
final class ModernHeaders {
  private static final String BASE64_START = "=?base64?";
  private static final String BASE64_END = "?=";

  /** What Mcp-Name repeats of the params, by method. */
  private static final Map<String, String> NAMED_BY =
      Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

  private ModernHeaders() {}

  /** The headers a client sends with this message. */
  static Map<String, String> of(JsonNode message) {
    JsonNode params = message.path("params");
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        Protocol.VERSION_HEADER,
        params.path(Protocol.META).path(Protocol.PROTOCOL_VERSION).asString(""));
    headers.put(Protocol.METHOD_HEADER, message.path("method").asString(""));
    String named = message.path("method").asString("").equals("resources/read") ? "uri" : "name";
    params.path(named).stringValueOpt().ifPresent(name -> headers.put(Protocol.NAME_HEADER, name));
    headers.replaceAll((_, value) -> encoded(value));
    return headers;
  }

  private static String encoded(String value) {
    boolean plain =
        !value.isEmpty()
            && value.equals(value.strip())
            && !value.startsWith(BASE64_START)
            && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return plain ? value : BASE64_START + Base64.getEncoder().encodeToString(utf8) + BASE64_END;
  }

  static void check(HttpRequest http, Message.Request request) throws RpcProblem {
    checkVersion(http, request.meta());
    String method = single(http, Protocol.METHOD_HEADER).orElse("");
    if (!method.equals(request.method())) {
      throw RpcProblem.headerMismatch("Mcp-Method is not the method of the body");
    }
    Optional<String> named = Optional.ofNullable(NAMED_BY.get(request.method()));
    if (named.isPresent()) {
      String name = request.params().path(named.get()).stringValue("");
      Optional<String> header = single(http, Protocol.NAME_HEADER);
      if (header.isEmpty() || !decoded(Protocol.NAME_HEADER, header.get()).equals(name)) {
        throw RpcProblem.headerMismatch("Mcp-Name is not the name of the body");
      }
    }
  }

  private static void checkVersion(HttpRequest http, JsonNode meta) throws RpcProblem {
    Optional<String> header = single(http, Protocol.VERSION_HEADER);
    JsonNode version = meta.path(Protocol.PROTOCOL_VERSION);
    if (version.isMissingNode() && !header.orElse(Protocol.MODERN).equals(Protocol.MODERN)) {
      throw RpcProblem.unsupportedVersion(UntrustedText.clean(header.orElse("")));
    }
    if (!version.isString() || !meta.path(Protocol.CLIENT_CAPABILITIES).isObject()) {
      throw RpcProblem.invalidParams(
          "params._meta needs "
              + Protocol.PROTOCOL_VERSION
              + " (a text) and "
              + Protocol.CLIENT_CAPABILITIES
              + " (an object)");
    }
    if (!header.orElse("").equals(version.stringValue())) {
      throw RpcProblem.headerMismatch("MCP-Protocol-Version is not the version of the body");
    }
    if (!version.stringValue().equals(Protocol.MODERN)) {
      throw RpcProblem.unsupportedVersion(UntrustedText.clean(version.stringValue()));
    }
  }

  /** The value of a header, which must not come more than once. */
  static Optional<String> single(HttpRequest http, String name) throws RpcProblem {
    List<String> values = http.headers().apply(name);
    if (values.size() > 1) {
      throw RpcProblem.headerMismatch(name + " came more than once");
    }
    return values.stream().findFirst();
  }

  /** A value that is not plain ASCII comes in base64, with its padding, between markers. */
  static String decoded(String header, String value) throws RpcProblem {
    if (value.chars().anyMatch(c -> c != '\t' && (c < 0x20 || c > 0x7E))) {
      throw RpcProblem.headerMismatch(header + " has characters a header cannot have");
    }
    if (!value.startsWith(BASE64_START) || !value.endsWith(BASE64_END)) {
      return value;
    }
    int end = Math.max(BASE64_START.length(), value.length() - BASE64_END.length());
    String base64 = value.substring(BASE64_START.length(), end);
    try {
      if (base64.length() % 4 != 0) {
        throw RpcProblem.headerMismatch(header + " is base64 without its padding");
      }
      ByteBuffer utf8 = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw RpcProblem.headerMismatch(header + " is not base64 of UTF-8");
    }
  }
}
