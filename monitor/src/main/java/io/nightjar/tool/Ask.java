package io.nightjar.tool;

import io.nightjar.history.HistoryException;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import io.nightjar.net.UntrustedText;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a caller wrote, and turns what can go wrong with a question into its problem. */
public final class Ask {
  private Ask() {}

  static IpAddress ip(String text) throws ToolProblem {
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException _) {
      throw invalid(
          "ip: '" + UntrustedText.clean(text) + "' is no IP address",
          "pass an address like 192.0.2.7 or 2001:db8::7; list_hosts shows those that are active");
    }
  }

  static @Nullable IpAddress optionalIp(@Nullable String text) throws ToolProblem {
    return text == null || text.isBlank() ? null : ip(text);
  }

  static MacAddress mac(String text) throws ToolProblem {
    try {
      return MacAddress.parse(text);
    } catch (IllegalArgumentException _) {
      throw invalid(
          "mac: '" + UntrustedText.clean(text) + "' is no MAC address",
          "pass 12 hexadecimal digits like 00:1b:21:3c:4d:5e");
    }
  }

  static Prefix network(String text) throws ToolProblem {
    try {
      return Prefix.parse(text);
    } catch (IllegalArgumentException _) {
      throw invalid(
          "network: '" + UntrustedText.clean(text, 64) + "' is neither address nor CIDR",
          "pass a network like 10.0.0.0/8 or 2001:db8::/32");
    }
  }

  static ToolProblem invalid(String message, String hint) {
    return new ToolProblem(ToolProblem.Kind.INVALID, message, hint);
  }

  static ToolProblem notFound(String message, String hint) {
    return new ToolProblem(ToolProblem.Kind.NOT_FOUND, message, hint);
  }

  /** Runs the question; what goes wrong with it is told to the caller. */
  public static <T> T question(Supplier<T> question) throws ToolProblem {
    try {
      return question.get();
    } catch (LiveUnavailableException e) {
      throw new ToolProblem(
          ToolProblem.Kind.UNAVAILABLE,
          "live state cannot be read now: " + e.getMessage(),
          "try again in a few seconds");
    } catch (HistoryException e) {
      throw problem(e);
    }
  }

  private static ToolProblem problem(HistoryException e) {
    return switch (e.kind()) {
      case UNAVAILABLE ->
          new ToolProblem(
              ToolProblem.Kind.UNAVAILABLE,
              "history cannot be read now: " + e.getMessage(),
              "try again in a few seconds; live tools work meanwhile");
      case STATEMENT ->
          invalid(e.getMessage(), "list_tables and describe_table show what can be asked");
      case LIMIT ->
          invalid(
              e.getMessage(), "narrow first_seen, group more coarsely, or ask for fewer columns");
      case FAILED ->
          new ToolProblem(
              ToolProblem.Kind.UNAVAILABLE,
              "history failed to answer: " + e.getMessage(),
              "get_system_health tells how the store is");
    };
  }
}
