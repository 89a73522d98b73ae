-- What ends a tool, and the parts of Lua's own library that are safe as they are or with a check.
-- Runs first in a new state. `host` comes from Java. The next files add to `sandbox`; the last seals it.

local host = host
local error, pcall, select, type, next, tostring = error, pcall, select, type, next, tostring
local rawget, rawlen, setmetatable = rawget, rawlen, setmetatable
local raw_metatable, sethook = debug.getmetatable, debug.sethook
local find, sub, rep, format = string.find, string.sub, string.rep, string.format
local concat, unpack = table.concat, table.unpack
local raw_date, os_time = os.date, os.time

-- Comparing two long texts takes one instruction, so the clock is looked at often.
local INSTRUCTIONS_BETWEEN_LOOKS <const> = 250
local LONGEST_TEXT <const> = 1024 * 1024
local MOST_DATE_CHARACTERS <const> = 100

-- The error that ends a run. Code of a tool never holds it, and no pcall of a tool keeps it.
local STOP <const> = {}
local stopped

local function stop(why)
  stopped = why
  error(STOP, 0)
end

local function look()
  if stopped then error(STOP, 0) end
  if not host("clock") then stop("time") end
end

local function settled(ok, ...)
  if stopped then error(STOP, 0) end
  if not ok and (...) == "not enough memory" then stop("memory") end
  return ok, ...
end

local function protected(f, ...)
  return settled(pcall(f, ...))
end

local function handled(handler, ok, ...)
  if ok then return true, ... end
  return false, handler(...)
end

-- While Lua runs a finalizer, closes a variable, or clears weak keys, it does not look at the clock;
-- a metatable is copied, so that none of these can be added to it later.
local REFUSED <const> = { "__gc", "__close", "__mode" }
local GIVEN <const> = {}

local function set_metatable(of, meta)
  if type(of) ~= "table" or (meta ~= nil and type(meta) ~= "table") then
    error("setmetatable takes a table, and a table or nil", 2)
  end
  local old = raw_metatable(of)
  if old and rawget(old, "__metatable") ~= nil then
    error("cannot change a protected metatable", 2)
  end
  if meta == nil then return setmetatable(of, nil) end
  for i = 1, #REFUSED do
    if rawget(meta, REFUSED[i]) ~= nil then
      error(REFUSED[i] .. " is not available in a tool", 2)
    end
  end
  local call = rawget(meta, "__call")
  if call ~= nil and type(call) ~= "function" then error("__call must be a function", 2) end
  local copy = { [GIVEN] = meta }
  for key, value in next, meta do copy[key] = value end
  return setmetatable(of, copy)
end

local function get_metatable(of)
  local meta = type(of) == "table" and raw_metatable(of) or nil
  if not meta then return nil end
  local shown = rawget(meta, "__metatable")
  if shown ~= nil then return shown end
  return meta[GIVEN]
end

-- As Lua's own, but without the address of what has no text.
local function text(of)
  local kind = type(of)
  if kind == "table" then
    local meta = raw_metatable(of)
    if not (meta and rawget(meta, "__tostring")) then return "table" end
  elseif kind == "function" then
    return "function"
  end
  return tostring(of)
end

local function texts(...)
  local all = { n = select("#", ...), ... }
  for i = 1, all.n do
    local kind = type(all[i])
    if kind == "table" or kind == "function" then all[i] = text(all[i]) end
  end
  return unpack(all, 1, all.n)
end

local function format_text(form, ...)
  if type(form) == "string" and find(form, "%%[-+ #0-9.]*p") then
    error("%p is not available in a tool", 2)
  end
  return format(form, texts(...))
end

local function repeat_text(what, times, between)
  what, between = tostring(what), between == nil and "" or tostring(between)
  local length = #what + #between
  if times <= 0 or length == 0 then return "" end
  if length > LONGEST_TEXT / times then error("a text may have at most 1 MiB", 2) end
  return rep(what, times, between)
end

local function plain_table(of)
  if type(of) ~= "table" then error("a table is expected", 3) end
  local meta = raw_metatable(of)
  if meta and rawget(meta, "__len") ~= nil then error("a table with __len is not taken", 3) end
end

local tables = {}

function tables.insert(into, ...)
  plain_table(into)
  local count, size = select("#", ...), rawlen(into)
  if count == 1 then
    into[size + 1] = ...
    return
  end
  local at, value = ...
  if count ~= 2 or type(at) ~= "number" or at < 1 or at > size + 1 then
    error("table.insert takes a table, a position in it, and a value", 2)
  end
  for i = size, at, -1 do into[i + 1] = into[i] end
  into[at] = value
end

function tables.remove(from, at)
  plain_table(from)
  local size = rawlen(from)
  if at == nil then at = size end
  if size == 0 and at == 0 then return nil end
  local value = from[at]
  for i = at, size - 1 do from[i] = from[i + 1] end
  if at <= size then from[size] = nil end
  return value
end

function tables.concat(of, between, first, last)
  plain_table(of)
  first, last = first or 1, last or rawlen(of)
  if raw_metatable(of) then
    local copied = {}
    for i = first, last do copied[i] = of[i] end
    of = copied
  end
  return concat(of, between, first, last)
end

function tables.unpack(of, first, last)
  plain_table(of)
  return unpack(of, first or 1, last or rawlen(of))
end

function tables.pack(...) return { n = select("#", ...), ... } end

function tables.move(from, first, last, at, into)
  into = into or from
  if at > first then
    for i = last - first, 0, -1 do into[at + i] = from[first + i] end
  else
    for i = 0, last - first do into[at + i] = from[first + i] end
  end
  return into
end

-- ntopng's: how many entries of any kind.
function tables.len(of)
  local count = 0
  for _ in next, of do count = count + 1 end
  return count
end

-- Merge sort: each comparison is an instruction of its own, so the clock is looked at between them.
local function merge(from, into, low, middle, high, before)
  local left, right = low, middle
  for at = low, high - 1 do
    if left < middle and (right >= high or not before(from[right], from[left])) then
      into[at] = from[left]
      left = left + 1
    else
      into[at] = from[right]
      right = right + 1
    end
  end
end

function tables.sort(of, before)
  plain_table(of)
  before = before or function(a, b) return a < b end
  local size, from, into, width = rawlen(of), of, {}, 1
  while width < size do
    for low = 1, size, 2 * width do
      local middle, high = low + width, low + 2 * width
      if middle > size + 1 then middle = size + 1 end
      if high > size + 1 then high = size + 1 end
      merge(from, into, low, middle, high, before)
    end
    from, into, width = into, from, 2 * width
  end
  if from ~= of then
    for i = 1, size do of[i] = from[i] end
  end
end

local function date(form, time)
  if form ~= nil and #form > MOST_DATE_CHARACTERS then error("a form of a date is at most 100 characters", 2) end
  return raw_date(form or "%c", time or os_time())
end

local function copy(of)
  local all = {}
  for key, value in next, of do all[key] = value end
  return all
end

sandbox = {
  stop = stop,
  text = text,
  environment = {
    _VERSION = _VERSION,
    assert = assert,
    error = error,
    getmetatable = get_metatable,
    ipairs = ipairs,
    math = copy(math),
    next = next,
    os = { clock = os.clock, date = date, difftime = os.difftime, time = os.time },
    pairs = pairs,
    pcall = protected,
    print = function() end,
    rawequal = rawequal,
    rawget = rawget,
    rawlen = rawlen,
    rawset = rawset,
    select = select,
    setmetatable = set_metatable,
    string = {
      byte = string.byte,
      char = string.char,
      format = format_text,
      len = string.len,
      lower = string.lower,
      rep = repeat_text,
      reverse = string.reverse,
      sub = string.sub,
      upper = string.upper,
    },
    table = tables,
    tonumber = tonumber,
    tostring = text,
    type = type,
    xpcall = function(f, handler, ...) return handled(handler, protected(f, ...)) end,
  },
}

-- Runs a function until it ends or is stopped: "stopped" and why, "error" and its text, or what it
-- returns.
function sandbox.run(f)
  sethook(look, "", INSTRUCTIONS_BETWEEN_LOOKS)
  local ok, kind, first, second = pcall(f)
  sethook()
  if stopped then return "stopped", stopped end
  if ok then return kind, first, second end
  if kind == "not enough memory" then return "stopped", "memory" end
  if type(kind) == "string" then return "error", kind end
  return "error", "an error that is no text"
end
