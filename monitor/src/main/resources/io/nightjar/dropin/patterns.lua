-- Lua's patterns (reference manual 5.4, section 6.4.1), written in Lua: a pattern that goes back and
-- forth for ever is then stopped like any other loop, which it is not inside of C.

local byte, sub, raw_find = string.byte, string.sub, string.find
local concat, unpack, type, error, tostring = table.concat, table.unpack, type, error, tostring
local text = sandbox.text

local MOST_CAPTURES <const> = 32
local POSITION <const>, OPEN <const> = -2, -1

-- Most bytes C compares in one go.
local MOST_COMPARED <const> = 4 * 1024 * 1024

local function is_class(c, class)
  local lower = class | 32
  local is
  if lower == 97 then is = c >= 65 and c <= 90 or c >= 97 and c <= 122 -- a
  elseif lower == 99 then is = c < 32 or c == 127 -- c
  elseif lower == 100 then is = c >= 48 and c <= 57 -- d
  elseif lower == 103 then is = c > 32 and c < 127 -- g
  elseif lower == 108 then is = c >= 97 and c <= 122 -- l
  elseif lower == 112 then -- p
    is = c > 32 and c < 127
      and not (c >= 48 and c <= 57 or c >= 65 and c <= 90 or c >= 97 and c <= 122)
  elseif lower == 115 then is = c == 32 or c >= 9 and c <= 13 -- s
  elseif lower == 117 then is = c >= 65 and c <= 90 -- u
  elseif lower == 119 then is = c >= 48 and c <= 57 or c >= 65 and c <= 90 or c >= 97 and c <= 122 -- w
  elseif lower == 120 then is = c >= 48 and c <= 57 or c >= 65 and c <= 70 or c >= 97 and c <= 102 -- x
  else return class == c end
  if class < 97 then return not is end
  return is
end

-- Where the single class that begins at p ends: the position after it.
local function class_end(pattern, p)
  local c = byte(pattern, p)
  p = p + 1
  if c == 37 then -- %
    if p > #pattern then error("malformed pattern (ends with '%')", 0) end
    return p + 1
  elseif c == 91 then -- [
    if byte(pattern, p) == 94 then p = p + 1 end -- ^
    repeat
      if p > #pattern then error("malformed pattern (missing ']')", 0) end
      local inside = byte(pattern, p)
      p = p + 1
      if inside == 37 then p = p + 1 end
    until byte(pattern, p) == 93 -- ]
    return p + 1
  end
  return p
end

local function is_in_set(pattern, c, p, last)
  local positive = true
  p = p + 1
  if byte(pattern, p) == 94 then
    positive, p = false, p + 1
  end
  while p < last do
    local inside = byte(pattern, p)
    if inside == 37 then
      if is_class(c, byte(pattern, p + 1)) then return positive end
      p = p + 2
    elseif byte(pattern, p + 1) == 45 and p + 2 < last then -- -
      if inside <= c and c <= byte(pattern, p + 2) then return positive end
      p = p + 3
    else
      if inside == c then return positive end
      p = p + 1
    end
  end
  return not positive
end

local function is_single(m, s, p, after)
  local c = byte(m.subject, s)
  if not c then return false end
  local class = byte(m.pattern, p)
  if class == 46 then return true end -- .
  if class == 37 then return is_class(c, byte(m.pattern, p + 1)) end
  if class == 91 then return is_in_set(m.pattern, c, p, after - 1) end
  return class == c
end

local match

local function longest(m, s, p, after)
  local count = 0
  while is_single(m, s + count, p, after) do count = count + 1 end
  while count >= 0 do
    local found = match(m, s + count, after + 1)
    if found then return found end
    count = count - 1
  end
  return nil
end

local function shortest(m, s, p, after)
  while true do
    local found = match(m, s, after + 1)
    if found then return found end
    if not is_single(m, s, p, after) then return nil end
    s = s + 1
  end
end

local function begin_capture(m, s, p, length)
  if m.level >= MOST_CAPTURES then error("too many captures", 0) end
  m.level = m.level + 1
  m.from[m.level], m.length[m.level] = s, length
  local found = match(m, s, p)
  if not found then m.level = m.level - 1 end
  return found
end

local function end_capture(m, s, p)
  local which
  for i = m.level, 1, -1 do
    if m.length[i] == OPEN then
      which = i
      break
    end
  end
  if not which then error("invalid pattern capture", 0) end
  m.length[which] = s - m.from[which]
  local found = match(m, s, p)
  if not found then m.length[which] = OPEN end
  return found
end

local function balanced(m, s, p)
  local first, last = byte(m.pattern, p), byte(m.pattern, p + 1)
  if not last then error("missing arguments to '%b'", 0) end
  if byte(m.subject, s) ~= first then return nil end
  local depth = 1
  for i = s + 1, #m.subject do
    local c = byte(m.subject, i)
    if c == last then
      depth = depth - 1
      if depth == 0 then return i + 1 end
    elseif c == first then
      depth = depth + 1
    end
  end
  return nil
end

local function captured_again(m, s, digit)
  local which = digit - 48
  if which < 1 or which > m.level or m.length[which] < 0 then
    error("invalid capture index %" .. which, 0)
  end
  local length = m.length[which]
  local same = sub(m.subject, m.from[which], m.from[which] + length - 1)
    == sub(m.subject, s, s + length - 1)
  return same and s + length or nil
end

local function at_frontier(m, s, p)
  if byte(m.pattern, p) ~= 91 then error("missing '[' after '%f' in pattern", 0) end
  local after = class_end(m.pattern, p)
  local before = s == 1 and 0 or byte(m.subject, s - 1)
  local here = byte(m.subject, s) or 0
  if not is_in_set(m.pattern, before, p, after - 1) and is_in_set(m.pattern, here, p, after - 1) then
    return after
  end
  return nil
end

-- Where the match of the pattern from p on ends that begins at s, or nil.
function match(m, s, p)
  local pattern = m.pattern
  while p <= #pattern do
    local c, next_c = byte(pattern, p, p + 1)
    if c == 40 then -- (
      if next_c == 41 then return begin_capture(m, s, p + 2, POSITION) end
      return begin_capture(m, s, p + 1, OPEN)
    elseif c == 41 then -- )
      return end_capture(m, s, p + 1)
    elseif c == 36 and p == #pattern then -- $
      return s == #m.subject + 1 and s or nil
    elseif c == 37 and next_c == 98 then -- %b
      s, p = balanced(m, s, p + 2), p + 4
      if not s then return nil end
    elseif c == 37 and next_c == 102 then -- %f
      p = at_frontier(m, s, p + 2)
      if not p then return nil end
    elseif c == 37 and next_c and next_c >= 48 and next_c <= 57 then
      s, p = captured_again(m, s, next_c), p + 2
      if not s then return nil end
    else
      local after = class_end(pattern, p)
      local suffix = byte(pattern, after)
      if suffix == 63 then -- ?
        if is_single(m, s, p, after) then
          local found = match(m, s + 1, after + 1)
          if found then return found end
        end
        p = after + 1
      elseif suffix == 43 then -- +
        return is_single(m, s, p, after) and longest(m, s + 1, p, after) or nil
      elseif suffix == 42 then -- *
        return longest(m, s, p, after)
      elseif suffix == 45 then -- -
        return shortest(m, s, p, after)
      elseif is_single(m, s, p, after) then
        s, p = s + 1, after
      else
        return nil
      end
    end
  end
  return s
end

local function capture(m, i, s, after)
  if i > m.level then
    if i == 1 then return sub(m.subject, s, after - 1) end
    error("invalid capture index %" .. i, 0)
  end
  local length = m.length[i]
  if length == POSITION then return m.from[i] end
  if length == OPEN then error("unfinished capture", 0) end
  return sub(m.subject, m.from[i], m.from[i] + length - 1)
end

local function captures(m, s, after, whole)
  local all, count = {}, m.level
  if count == 0 and whole then count = 1 end
  for i = 1, count do all[i] = capture(m, i, s, after) end
  return unpack(all, 1, count)
end

local function matching(subject, pattern)
  return { subject = subject, pattern = pattern, level = 0, from = {}, length = {} }
end

-- The first match from init on: where it begins and ends, or nil.
local function first_match(m, init, p, anchored)
  for s = init, anchored and init or #m.subject + 1 do
    m.level = 0
    local after = match(m, s, p)
    if after then return s, after end
  end
  return nil
end

local function plain(subject, what, init)
  local step = MOST_COMPARED // (#what + 1) + 1
  for from = init, #subject - #what + 1, step do
    local at = raw_find(sub(subject, from, from + step + #what - 2), what, 1, true)
    if at then return from + at - 1, from + at + #what - 2 end
  end
  return nil
end

local function argument(value, name)
  if type(value) == "number" then return tostring(value) end
  if type(value) ~= "string" then error("text expected, got " .. type(value) .. " in string." .. name, 3) end
  return value
end

local function start(subject, init)
  init = init or 1
  if init < 0 then init = #subject + init + 1 end
  return init < 1 and 1 or init
end

local strings = sandbox.environment.string

local function search(subject, pattern, init, finding)
  init = start(subject, init)
  if init > #subject + 1 then return nil end
  local anchored = byte(pattern, 1) == 94
  local m = matching(subject, pattern)
  local s, after = first_match(m, init, anchored and 2 or 1, anchored)
  if not s then return nil end
  if finding then return s, after - 1, captures(m, s, after, false) end
  return captures(m, s, after, true)
end

function strings.find(subject, pattern, init, is_plain)
  subject, pattern = argument(subject, "find"), argument(pattern, "find")
  if is_plain or not raw_find(pattern, "[%^%$%*%+%?%.%(%)%[%]%%%-]") then
    init = start(subject, init)
    if #pattern == 0 then
      if init > #subject + 1 then return nil end
      return init, init - 1
    end
    return plain(subject, pattern, init)
  end
  return search(subject, pattern, init, true)
end

function strings.match(subject, pattern, init)
  return search(argument(subject, "match"), argument(pattern, "match"), init, false)
end

function strings.gmatch(subject, pattern)
  subject, pattern = argument(subject, "gmatch"), argument(pattern, "gmatch")
  local at, last = 1, nil
  return function()
    while at <= #subject + 1 do
      local m = matching(subject, pattern)
      local s, after = first_match(m, at, 1, false)
      if not s then
        at = #subject + 2
        return nil
      end
      at = after == s and s + 1 or after
      if after ~= last then
        last = after
        return captures(m, s, after, true)
      end
      at = s + 1
    end
    return nil
  end
end

local function expanded(m, by, s, after)
  local pieces, from = {}, 1
  while true do
    local at = raw_find(by, "%", from, true)
    if not at then break end
    local c = byte(by, at + 1)
    pieces[#pieces + 1] = sub(by, from, at - 1)
    if c == 37 then pieces[#pieces + 1] = "%"
    elseif c == 48 then pieces[#pieces + 1] = sub(m.subject, s, after - 1)
    elseif c and c >= 49 and c <= 57 then pieces[#pieces + 1] = tostring(capture(m, c - 48, s, after))
    else error("invalid use of '%' in replacement string", 0) end
    from = at + 2
  end
  pieces[#pieces + 1] = sub(by, from)
  return concat(pieces)
end

local function replacement(m, by, s, after)
  local value
  if type(by) == "string" then return expanded(m, by, s, after)
  elseif type(by) == "table" then value = by[capture(m, 1, s, after)]
  else value = by(captures(m, s, after, true)) end
  if not value then return sub(m.subject, s, after - 1) end
  if type(value) ~= "string" and type(value) ~= "number" then
    error("invalid replacement value (a " .. type(value) .. ")", 0)
  end
  return value
end

function strings.gsub(subject, pattern, by, most)
  subject, pattern = argument(subject, "gsub"), argument(pattern, "gsub")
  if type(by) == "number" then by = text(by) end
  if type(by) ~= "string" and type(by) ~= "table" and type(by) ~= "function" then
    error("text, table or function expected in string.gsub", 2)
  end
  local anchored = byte(pattern, 1) == 94
  local m, pieces = matching(subject, pattern), {}
  local s, count = 1, 0
  while count < (most or #subject + 1) do
    m.level = 0
    local after = match(m, s, anchored and 2 or 1)
    if after then
      count = count + 1
      pieces[#pieces + 1] = replacement(m, by, s, after)
    end
    if after and after > s then
      s = after
    elseif s <= #subject then
      pieces[#pieces + 1] = sub(subject, s, s)
      s = s + 1
    else
      break
    end
    if anchored then break end
  end
  pieces[#pieces + 1] = sub(subject, s)
  return concat(pieces), count
end
