package io.nightjar.natives.lua;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.nightjar.natives.libc.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of liblua 5.4 that Nightjar calls, as {@code lua.h} and {@code lauxlib.h} declare
 * them. A {@code lua_State *} is a plain long. {@link LuaState#check} makes sure the library is
 * there before this class is touched.
 */
final class LuaLibrary {
  private static final NativeLibrary LUA = NativeLibrary.open(LuaState.LIBRARY);
  private static final MethodHandle NEW_STATE =
      LUA.function("lua_newstate", returning(JAVA_LONG, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      LUA.function("lua_close", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle VERSION =
      LUA.function("lua_version", returning(JAVA_DOUBLE, JAVA_LONG));
  private static final MethodHandle OPEN_LIBS =
      LUA.function("luaL_openlibs", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle LOAD_BUFFER =
      LUA.function(
          "luaL_loadbufferx", returning(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
  private static final MethodHandle PROTECTED_CALL =
      LUA.function(
          "lua_pcallk",
          returning(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PUSH_CLOSURE =
      LUA.function("lua_pushcclosure", FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS, JAVA_INT));
  private static final MethodHandle PUSH_STRING =
      LUA.function("lua_pushlstring", returning(ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG));
  private static final MethodHandle PUSH_BOOLEAN =
      LUA.function("lua_pushboolean", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT));
  private static final MethodHandle SET_GLOBAL =
      LUA.function("lua_setglobal", FunctionDescriptor.ofVoid(JAVA_LONG, ADDRESS));
  private static final MethodHandle GET_GLOBAL =
      LUA.function("lua_getglobal", returning(JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle TYPE =
      LUA.function("lua_type", returning(JAVA_INT, JAVA_LONG, JAVA_INT));
  private static final MethodHandle TO_STRING =
      LUA.function("lua_tolstring", returning(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS));
  private static final MethodHandle GET_TOP =
      LUA.function("lua_gettop", returning(JAVA_INT, JAVA_LONG));
  private static final MethodHandle SET_TOP =
      LUA.function("lua_settop", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT));

  private LuaLibrary() {}

  private static FunctionDescriptor returning(MemoryLayout result, MemoryLayout... arguments) {
    return FunctionDescriptor.of(result, arguments);
  }

  static long newState(MemorySegment allocator) {
    try {
      return (long) NEW_STATE.invokeExact(allocator, 0L);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void close(long state) {
    try {
      CLOSE.invokeExact(state);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static double version(long state) {
    try {
      return (double) VERSION.invokeExact(state);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void openLibs(long state) {
    try {
      OPEN_LIBS.invokeExact(state);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int loadBuffer(
      long state, MemorySegment code, long length, MemorySegment name, MemorySegment mode) {
    try {
      return (int) LOAD_BUFFER.invokeExact(state, code, length, name, mode);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int protectedCall(long state, int arguments, int results) {
    try {
      return (int) PROTECTED_CALL.invokeExact(state, arguments, results, 0, 0L, 0L);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void pushFunction(long state, MemorySegment function) {
    try {
      PUSH_CLOSURE.invokeExact(state, function, 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void pushString(long state, MemorySegment bytes, long length) {
    try {
      MemorySegment _ = (MemorySegment) PUSH_STRING.invokeExact(state, bytes, length);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void pushBoolean(long state, boolean value) {
    try {
      PUSH_BOOLEAN.invokeExact(state, value ? 1 : 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void setGlobal(long state, MemorySegment name) {
    try {
      SET_GLOBAL.invokeExact(state, name);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void getGlobal(long state, MemorySegment name) {
    try {
      int _ = (int) GET_GLOBAL.invokeExact(state, name);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int type(long state, int index) {
    try {
      return (int) TYPE.invokeExact(state, index);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static MemorySegment toString(long state, int index, MemorySegment length) {
    try {
      return (MemorySegment) TO_STRING.invokeExact(state, index, length);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static int top(long state) {
    try {
      return (int) GET_TOP.invokeExact(state);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void setTop(long state, int index) {
    try {
      SET_TOP.invokeExact(state, index);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
