package io.nightjar.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.natives.libc.NativeLibraryException;
import io.nightjar.natives.lua.LuaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What code of a tool can do, and what it cannot, whatever it tries. */
@Timeout(60)
class LuaSandboxTest {
  private static final LuaState.Host NOBODY = _ -> new LuaState.Reply(false, "nobody answers");

  private final LuaSandbox sandbox = new LuaSandbox(Duration.ofSeconds(1));

  @BeforeEach
  void needsLua() {
    try {
      LuaState.check();
    } catch (NativeLibraryException e) {
      Assumptions.abort("skipped: " + e.getMessage());
    }
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** What a handler with this body ends with. */
  private LuaSandbox.Ended handle(String body) throws InterruptedException {
    return sandbox.run(
        NOBODY,
        "call",
        "return { name = 'x', description = 'x', handler = function(args)\n" + body + "\nend }",
        "x.lua",
        "{\"ip\":\"192.0.2.1\",\"n\":3}");
  }

  private void answers(String expected, String body) throws InterruptedException {
    LuaSandbox.Ended ended = handle(body);
    assertEquals("answered", ended.kind(), body + ": " + ended.text());
    assertEquals(expected, ended.text(), body);
  }

  private void fails(String saying, String body) throws InterruptedException {
    LuaSandbox.Ended ended = handle(body);
    assertEquals("error", ended.kind(), body + ": " + ended);
    assertTrue(ended.text().contains(saying), ended.text());
  }

  @Test
  void aHandlerTakesItsArgumentsAndAnswersText() throws Exception {
    answers("192.0.2.1 3", "return args.ip .. ' ' .. args.n, nil");
    answers("{\"a\":[1,2.5,\"x\\n\"],\"b\":true}", "return {a = {1, 2.5, 'x\\n'}, b = true}");
    LuaSandbox.Ended refused = handle("return nil, 'Missing required argument: mac'");
    assertEquals("refused", refused.kind());
    assertEquals("Missing required argument: mac", refused.text());
    LuaSandbox.Ended warned = handle("return 'some', 'not all'");
    assertEquals("not all", warned.warning());
  }

  @Test
  void theLibraryDoesWhatLuasOwnDoes() throws Exception {
    answers(
        "key=value", "local k, v = ('key = value'):match('(%w+)%s*=%s*(%w+)') return k..'='..v");
    answers(
        "3 5 l", "local a, b, c = string.find('a.l.o', '(l).o') return a .. ' ' .. b .. ' ' .. c");
    answers("2 3", "local a, b = ('a.b.c'):find('.b', 1, true) return a .. ' ' .. b");
    answers("<a> <b>2", "local s, n = ('a b'):gsub('%w', '<%0>') return s .. n");
    answers("world hello", "return (('hello world'):gsub('(%w+) (%w+)', '%2 %1'))");
    answers("-a-b-", "return (('ab'):gsub('', '-'))");
    answers(
        "1,2,3",
        "local t = {} for w in ('1 2 3'):gmatch('%d+') do t[#t+1] = w end return table.concat(t, ',')");
    answers("(b(c))", "return ('a(b(c))d'):match('%b()')");
    answers("THE (quick)", "return (('THE (quick)'):match('%f[%a]%a+.*'))");
    answers("ab]-c", "return ('xab]-c'):match('[]%-a-c]+')");
    answers("aa", "return ('aab'):match('^(a*)')");
    answers("x", "return ('axb'):match('a(.-)b')");
    answers("abab", "return ('ababx'):match('(ab)%1') .. 'ab'");
    answers("1 4", "local a, b = ('abc'):match('()abc()') return a .. ' ' .. b");
    answers(
        "c b a",
        "local t = {'b', 'c', 'a'} table.sort(t, function(x, y) return x > y end) return table.concat(t, ' ')");
    answers("1 2 3 4 5", "local t = {5, 2, 4, 1, 3} table.sort(t) return table.concat(t, ' ')");
    answers("a b c", "local t = {'a', 'c'} table.insert(t, 2, 'b') return table.concat(t, ' ')");
    answers("a c", "local t = {'a', 'b', 'c'} table.remove(t, 2) return table.concat(t, ' ')");
    answers("2", "return table.len({a = 1, b = 2})");
    answers(
        "hi 5",
        "local C = {} C.__index = C function C.hi(s) return 'hi ' .. s.n end local o = setmetatable({n = 5}, C) return o:hi()");
    answers("true", "local C = {} return tostring(getmetatable(setmetatable({}, C)) == C)");
    answers("false boom", "local ok, e = pcall(error, 'boom') return tostring(ok) .. ' ' .. e");
    answers(
        "handled boom",
        "local _, e = xpcall(error, function(m) return 'handled ' .. m end, 'boom') return e");
    answers("11", "return '10' + 1");
    answers("table", "return tostring({})");
  }

  @Test
  void jsonIsReadAndWrittenAsDkjsonDoes() throws Exception {
    String json = "local json = require('dkjson') ";
    answers("[1,\"é\",null]", json + "return json.encode({1, 'é', json.null})");
    answers("[]", json + "return json.encode({})");
    answers("é😀\n", json + "return json.decode('\"\\\\u00e9\\\\ud83d\\\\ude00\\\\n\"')");
    answers("2", json + "return json.decode('{\"a\":{\"b\":[1,2]}}').a.b[2]");
    answers(
        "nil 4", json + "local v, at, why = json.decode('[1,') return tostring(v) .. ' ' .. at");
    answers("nil", json + "return tostring((json.decode(('['):rep(100))))");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "while true do xpcall(function() while true do end end, function() while true do end end) end",
        "local function f() return pcall(f) end while true do f() end",
        "for i = 1, 1e18 do end",
        "return ('a'):rep(40):match(('a-'):rep(30) .. 'b')",
        "return ('a'):rep(40):gsub(('a?'):rep(40) .. ('a'):rep(41), '')",
        "table.move({}, 1, math.maxinteger - 1, 2)",
        "local t = {3, 2, 1} table.sort(t, function() while true do end end)",
        "setmetatable({}, {__index = function() while true do end end}).x = (setmetatable({}, {__index = function() while true do end end})).y",
        "local s = ('x'):rep(1000000) local u = ('x'):rep(1000000) while true do local _ = s < u, s == u end",
        "return tostring(setmetatable({}, {__tostring = function() while true do end end}))",
        "for _ in function() return 1 end do end",
        "while true do local ok, e = pcall(error, setmetatable({}, {__tostring = error})) end",
        "local o = setmetatable({}, {__index = function() while true do end end}) return require('dkjson').encode({a = o.x})",
        "goto a ::a:: goto a",
      })
  void whatDoesNotEndIsStopped(String body) throws Exception {
    LuaSandbox.Ended ended = handle(body);
    assertEquals("stopped", ended.kind(), body + ": " + ended);
    assertEquals("time", ended.text(), body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local s = 'x' while true do s = s .. s end",
        "local t = setmetatable({}, {__index = function() return '' end}) table.concat(t, '', 1, 1e18)",
        "local t = {} while true do t[#t + 1] = {} end",
        "local t = {} for i = 1, 1e9 do t[i] = i end",
        "local t = {} while true do t[#t + 1] = ('x'):rep(1000000) .. #t end",
        "local t = {} for i = 1, 1e9 do pcall(function() t[#t + 1] = ('x'):rep(900000) .. i end) end",
        "local s = ('x'):rep(900000) return s .. s .. s .. s",
        "local s = ('x'):rep(900000) return table.concat({s, s, s})",
        "local s = ('x'):rep(900000) return string.format('%s%s%s', s, s, s)",
        "local t = setmetatable({}, {__call = function() end}) local s = {} while true do s = {s} end",
      })
  void whatTakesTooMuchMemoryIsStopped(String body) throws Exception {
    LuaSandbox.Ended ended = handle(body);
    assertEquals("stopped", ended.kind(), body + ": " + ended.text());
    assertEquals("memory", ended.text(), body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io",
        "load",
        "loadstring",
        "loadfile",
        "dofile",
        "debug",
        "coroutine",
        "package",
        "collectgarbage",
        "host",
        "sandbox",
        "os.execute",
        "os.exit",
        "os.getenv",
        "os.remove",
        "os.rename",
        "os.tmpname",
        "os.setlocale",
        "string.dump",
        "string.pack",
        "utf8",
        "describe",
        "call",
        "java",
        "warn"
      })
  void whatReachesElsewhereIsNotThere(String name) throws Exception {
    answers("nil", "return tostring(" + name + ")");
    int dot = name.indexOf('.');
    if (dot < 0) {
      answers("nil", "return tostring(_G['" + name + "'])");
    }
  }

  @Test
  void noWayLeadsBackToWhatWasTakenAway() throws Exception {
    fails("there is only dkjson", "return require('io')");
    fails("there is only dkjson", "return require('os')");
    answers("nil", "return tostring(getmetatable(''))");
    fails("setmetatable takes a table", "return setmetatable('', {})");
    fails(
        "__gc is not available",
        "return setmetatable({}, {__gc = function() while true do end end})");
    fails("__close is not available", "return setmetatable({}, {__close = function() end})");
    fails("__mode is not available", "return setmetatable({}, {__mode = 'k'})");
    fails("__call must be a function", "local t = {} t.__call = t return setmetatable(t, t)");
    fails(
        "non-closable",
        "local m = {} local o = setmetatable({}, m) m.__close = function() end local x <close> = o");
    fails("%p is not available", "return string.format('%p', {})");
    fails("a text may have at most 1 MiB", "return ('x'):rep(1e9)");
    answers("", "return (''):rep(1e18)");
    fails("a form of a date", "return os.date(('%n'):rep(100000))");
    answers("1970-01-02", "return os.date('!%Y-%m-%d', 86400)");
    fails(
        "__len",
        "return table.remove(setmetatable({}, {__len = function() return math.maxinteger end}), 1)");
    fails("", "local json = require('dkjson') local t = {} t.t = t return json.encode(t)");
    fails("nobody answers", "return interface.getHostInfo('192.0.2.1')");
    fails("malformed pattern", "return ('x'):find('[a')");
    fails("an error that is no text", "error({secret = 1})");
    fails("an error that is no text", "error(nil)");
    answers("function", "return tostring(print)");
  }

  @Test
  void deepRecursionEndsInAnErrorOrAtItsLimit() throws Exception {
    for (String body :
        List.of(
            "local function f() return 1 + f() end return f()",
            "local f f = function(...) return f(1, ...) end return f()",
            "return ('x'):gsub('.', function(c) return (c:gsub('.', function() local function g() return 1 + g() end return g() end)) end)",
            "local t = {} for i = 1, 3000 do t = setmetatable({}, {__index = t}) end return tostring(t.x)",
            "return " + "(".repeat(250) + "1" + ")".repeat(250))) {
      LuaSandbox.Ended ended = handle(body);
      assertTrue(List.of("error", "stopped").contains(ended.kind()), body + ": " + ended);
    }
  }

  @Test
  void byteCodeIsNotLoaded() throws Exception {
    LuaSandbox.Ended ended = sandbox.run(NOBODY, "describe", "\u001bLua T", "x.lua");
    assertEquals("error", ended.kind());
  }

  @Test
  void theMostRowsThereMayBeAreTaken() throws Exception {
    Map<String, Object> flow = new TreeMap<>();
    for (int i = 0; i < 25; i++) {
      flow.put("field." + i, "a text of some length, \"quoted\", \n and 日本 " + i);
    }
    String all = LuaText.of(Map.of("numFlows", 500, "flows", Collections.nCopies(500, flow)));
    LuaSandbox.Ended ended =
        sandbox.run(
            _ -> new LuaState.Reply(true, all),
            "call",
            "return {handler = function() local f = interface.getFlowsInfo() "
                + "return #f.flows .. f.flows[500]['field.24'] end}",
            "x.lua",
            "{}");
    assertEquals("500" + flow.get("field.24"), ended.text());
  }

  @Test
  void aHostThatFailsEndsTheRunAndNotTheProcess() throws Exception {
    LuaState.Host broken =
        _ -> {
          throw new IllegalStateException("broken");
        };
    String source = "return {handler = function() while true do pcall(interface.getName) end end}";
    assertThrows(
        IllegalStateException.class, () -> sandbox.run(broken, "call", source, "x.lua", "{}"));
    answers("still here", "return 'still here'");
  }

  @Test
  void oneRunLeavesNothingToTheNext() throws Exception {
    answers("ok", "string.format = nil _G.left = 1 rawset(string, 'rep', nil) return 'ok'");
    answers("nil x1", "return tostring(left) .. string.format(' x%d', 1)");
  }

  @Test
  void manyRunsAtOnceEndEachByItself() throws Exception {
    List<Future<LuaSandbox.Ended>> runs = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        String body = i % 3 == 0 ? "while true do end" : "return " + i;
        runs.add(callers.submit(() -> handle(body)));
      }
      for (int i = 0; i < 12; i++) {
        assertEquals(i % 3 == 0 ? "stopped" : "answered", runs.get(i).get().kind());
      }
    }
  }
}
