package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Arguments of a 2026-07-28 call that the tool's schema wants repeated in headers ({@code
 * x-mcp-header}), so that a proxy can choose by them: header and body must say the same.
 */
final class ParamHeaders {
  private static final String NAME = "x-mcp-header";
  private static final String PREFIX = "Mcp-Param-";
  private static final int LONGEST_NUMBER = 32;

  private ParamHeaders() {}

  /** Checks each argument whose schema, or the schema of an object around it, names a header. */
  static void check(HttpRequest http, JsonNode schema, JsonNode arguments) throws RpcProblem {
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      JsonNode value = arguments.path(each.getKey());
      JsonNode name = each.getValue().path(NAME);
      if (name.isString()) {
        check(http, PREFIX + name.stringValue(), value);
      } else {
        check(http, each.getValue(), value);
      }
    }
  }

  private static void check(HttpRequest http, String header, JsonNode value) throws RpcProblem {
    Optional<String> told = ModernHeaders.single(http, header);
    boolean given = !value.isMissingNode() && !value.isNull();
    if (given && told.isEmpty()) {
      throw RpcProblem.headerMismatch(header + " is missing, and the argument it repeats is given");
    }
    if (told.isPresent()
        && !(given && agree(ModernHeaders.decoded(header, told.get().strip()), value))) {
      throw RpcProblem.headerMismatch(header + " is not the argument of the body");
    }
  }

  private static boolean agree(String told, JsonNode value) {
    if (!value.isIntegralNumber()) {
      return told.equals(value.asString(""));
    }
    try {
      return told.length() <= LONGEST_NUMBER
          && new BigDecimal(told).compareTo(value.decimalValue()) == 0;
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
