package io.nightjar.dropin;

import io.nightjar.account.Role;
import io.nightjar.natives.lua.LuaState;
import io.nightjar.net.UntrustedText;
import io.nightjar.tool.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads a Lua file: runs it once, with nothing to ask, for what it says of its tool. */
final class LuaFile {
  private static final LuaState.Host NOBODY =
      _ -> new LuaState.Reply(false, "only a handler may ask the monitor");

  private LuaFile() {}

  /**
   * The tool of this text.
   *
   * @throws FileProblem with the line that is wrong
   */
  static ToolSource.Lua read(String file, String text, LuaSandbox sandbox)
      throws FileProblem, InterruptedException {
    JsonNode said = said(file, text, sandbox);
    if (said.path("writes").asBoolean()) {
      throw new FileProblem(
          0, "opts.read_only is false: in this version a tool of one's own only reads");
    }
    Role role = Cards.role(0, said.path("role").asString(""));
    return new ToolSource.Lua(
        Cards.of(
            said.path("name").asString(""), said.path("description").asString(""), role, Map.of()),
        file,
        text);
  }

  private static JsonNode said(String file, String text, LuaSandbox sandbox)
      throws FileProblem, InterruptedException {
    LuaSandbox.Ended ended = sandbox.run(NOBODY, "describe", text, file);
    switch (ended.kind()) {
      case "described" -> {
        try {
          return Json.parse(ended.text());
        } catch (Json.Malformed _) {
          throw new FileProblem(0, "its name or description is not text that can be shown");
        }
      }
      case "stopped" ->
          throw new FileProblem(0, "was stopped while it was read: " + stopped(ended, sandbox));
      default -> throw new FileProblem(line(file, ended.text()), words(file, ended.text()));
    }
  }

  /** Why a run was stopped. */
  static String stopped(LuaSandbox.Ended ended, LuaSandbox sandbox) {
    return ended.text().equals("memory")
        ? "it took more than 32 MiB of memory, or 1 MiB for one text or table"
        : "it took more than " + sandbox.longest().toMillis() / 1e3 + " s";
  }

  /** The line an error of Lua names; 0 when it names none of this file. */
  static int line(String file, String error) {
    Matcher matcher = Pattern.compile(Pattern.quote(file) + ":(\\d{1,6}):").matcher(error);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** An error of Lua without the place, on one line. */
  static String words(String file, String error) {
    return UntrustedText.clean(error.replaceFirst("^" + Pattern.quote(file) + ":\\d{1,6}: ", ""));
  }
}
