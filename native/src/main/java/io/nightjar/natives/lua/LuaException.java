package io.nightjar.natives.lua;

/** Code of ours that Lua did not run: an error outside of every protection of the code itself. */
public final class LuaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LuaException(String message) {
    super(message);
  }
}
