package io.nightjar.natives.lua;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.nightjar.natives.libc.NativeLibrary;
import io.nightjar.natives.libc.NativeLibraryException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Lua state with all standard libraries, a bound of memory, and one function {@code host} by
 * which Lua asks Java. It belongs to the thread that opened it, a platform thread with a stack of
 * at least {@link #STACK_BYTES}: Lua nests calls of C up to 200 deep.
 *
 * <p>Whoever lets strangers' code run must first take from it what they are not to have.
 */
public final class LuaState implements AutoCloseable {
  /** The stack a thread needs. */
  public static final long STACK_BYTES = 8L << 20;

  static final String LIBRARY = "liblua5.4.so.0";

  private static final double VERSION = 504;
  private static final int STRING = 4;
  private static final int MOST_RESULTS = 4;
  private static final FunctionDescriptor LUA_FUNCTION = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
  private static final MethodHandle ASK = ask();

  /** What Lua's {@code host(…)} is answered by. */
  public interface Host {
    /** Answers on the state's thread; an exception ends the call of {@link LuaState#call}. */
    Reply answer(List<String> question);
  }

  /**
   * What {@code host} returns to Lua: a boolean and a text.
   *
   * @param done false when there is no answer, and the text says why
   */
  public record Reply(boolean done, String text) {}

  private final Arena arena = Arena.ofConfined();
  private final LuaMemory memory;
  private final Host host;
  private final long state;
  private final MemorySegment length = arena.allocate(JAVA_LONG);
  private @Nullable Throwable failure;

  private LuaState(LuaMemory memory, Host host) {
    this.memory = memory;
    this.host = host;
    this.state = LuaLibrary.newState(memory.function(arena));
    if (state == 0) {
      throw new NativeLibraryException("liblua cannot make a state", null);
    }
    LuaLibrary.openLibs(state);
    LuaLibrary.pushFunction(
        state, Linker.nativeLinker().upcallStub(ASK.bindTo(this), LUA_FUNCTION, arena));
    LuaLibrary.setGlobal(state, arena.allocateFrom("host"));
  }

  /**
   * A new state.
   *
   * @param mostBytes of memory for all it holds
   * @param mostBlockBytes of memory for one thing, a string say
   * @throws NativeLibraryException when liblua is missing or of another version
   */
  public static LuaState open(long mostBytes, long mostBlockBytes, Host host) {
    requireLibrary();
    return new LuaState(new LuaMemory(mostBytes, mostBlockBytes), host);
  }

  /**
   * Looks for the library.
   *
   * @throws NativeLibraryException as {@link #open}
   */
  public static void check() {
    try (LuaState opened = open(Long.MAX_VALUE, Long.MAX_VALUE, _ -> new Reply(false, ""))) {
      if (LuaLibrary.version(opened.state) != VERSION) {
        throw new NativeLibraryException("liblua is not 5.4: install Debian's liblua5.4-0", null);
      }
    }
  }

  private static void requireLibrary() {
    NativeLibrary _ = NativeLibrary.open(LIBRARY);
  }

  private static MethodHandle ask() {
    try {
      return MethodHandles.lookup()
          .findVirtual(LuaState.class, "ask", MethodType.methodType(int.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * Runs code of ours.
   *
   * @throws LuaException when it has an error
   */
  public void run(String name, String code) {
    try (Arena scratch = Arena.ofConfined()) {
      byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
      int status =
          LuaLibrary.loadBuffer(
              state,
              scratch.allocateFrom(JAVA_BYTE, bytes),
              bytes.length,
              scratch.allocateFrom("=" + name),
              scratch.allocateFrom("t"));
      check(status == 0 ? LuaLibrary.protectedCall(state, 0, 0) : status);
    } finally {
      LuaLibrary.setTop(state, 0);
    }
  }

  /**
   * Calls a global function with texts, within the bounds of memory. What it returns: at most four
   * texts, null for anything else.
   *
   * @throws LuaException when an error leaves it
   */
  public List<@Nullable String> call(String function, String... arguments) {
    failure = null;
    try (Arena scratch = Arena.ofConfined()) {
      LuaLibrary.getGlobal(state, scratch.allocateFrom(function));
      for (String each : arguments) {
        push(scratch, state, each);
      }
      boolean before = memory.bound(true);
      int status = LuaLibrary.protectedCall(state, arguments.length, MOST_RESULTS);
      memory.bound(before);
      if (failure != null) {
        throw new IllegalStateException("answering Lua failed", failure);
      }
      check(status);
      return texts(state);
    } finally {
      LuaLibrary.setTop(state, 0);
    }
  }

  private void check(int status) {
    if (status != 0) {
      String text = text(state, -1);
      throw new LuaException(text == null ? "an error without a text" : text);
    }
  }

  private static void push(Arena scratch, long state, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LuaLibrary.pushString(state, scratch.allocateFrom(JAVA_BYTE, bytes), bytes.length);
  }

  private List<@Nullable String> texts(long of) {
    List<@Nullable String> texts = new ArrayList<>();
    int top = LuaLibrary.top(of);
    for (int i = 1; i <= top; i++) {
      texts.add(text(of, i));
    }
    return texts;
  }

  private @Nullable String text(long of, int index) {
    if (LuaLibrary.type(of, index) != STRING) {
      return null;
    }
    MemorySegment bytes = LuaLibrary.toString(of, index, length);
    long size = length.get(JAVA_LONG, 0);
    return new String(bytes.reinterpret(size).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /** {@code host}, called by Lua: nothing may be thrown from here, nor refused memory. */
  int ask(long caller) {
    boolean before = memory.bound(false);
    Reply reply;
    try {
      List<String> question = new ArrayList<>();
      for (String each : texts(caller)) {
        question.add(each == null ? "" : each);
      }
      reply = host.answer(question);
    } catch (Throwable e) {
      failure = e;
      reply = new Reply(false, "");
    }
    try (Arena scratch = Arena.ofConfined()) {
      LuaLibrary.setTop(caller, 0);
      LuaLibrary.pushBoolean(caller, reply.done());
      push(scratch, caller, reply.text());
    }
    memory.bound(before);
    return 2;
  }

  /** Bytes in use. */
  public long usedBytes() {
    return memory.usedBytes();
  }

  /** Ends the state and gives its memory back. */
  @Override
  public void close() {
    LuaLibrary.close(state);
    arena.close();
  }
}
