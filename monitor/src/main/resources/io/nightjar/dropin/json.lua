-- JSON under the names of dkjson: encode, decode, null, quotestring.

local type, next, tostring, tonumber, error = type, next, tostring, tonumber, error
local byte, sub, find, format, gsub = string.byte, string.sub, string.find, string.format, string.gsub
local concat, sort, rawlen, char = table.concat, sandbox.environment.table.sort, rawlen, utf8.char
local huge, math_type = math.huge, math.type

local DEEPEST <const> = 64

local json = {}
json.null = sandbox.environment.setmetatable({}, { __tostring = function() return "null" end })

local ESCAPES <const> = {
  ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t",
}

local function quoted(text)
  return '"' .. gsub(text, '[%c"\\]', function(c)
    return ESCAPES[c] or format("\\u%04x", byte(c))
  end) .. '"'
end
json.quotestring = quoted

local function number(value)
  if value ~= value or value == huge or value == -huge then return "null" end
  if math_type(value) == "integer" then return format("%d", value) end
  return format("%.14g", value)
end

-- How many entries an array has; nil for a table that is none.
local function array_size(of)
  local count, size = 0, rawlen(of)
  for key in next, of do
    count = count + 1
    if math_type(key) ~= "integer" or key < 1 or key > size then return nil end
  end
  return count == size and size or nil
end

local encode

local function members(of, out, depth)
  local keys, texts = {}, {}
  for key in next, of do
    if type(key) == "string" or type(key) == "number" then
      local name = tostring(key)
      keys[#keys + 1], texts[name] = name, key
    end
  end
  sort(keys)
  out[#out + 1] = "{"
  for i = 1, #keys do
    if i > 1 then out[#out + 1] = "," end
    out[#out + 1] = quoted(keys[i])
    out[#out + 1] = ":"
    encode(of[texts[keys[i]]], out, depth)
  end
  out[#out + 1] = "}"
end

function encode(value, out, depth)
  local kind = type(value)
  if value == nil or value == json.null then out[#out + 1] = "null"
  elseif kind == "boolean" then out[#out + 1] = tostring(value)
  elseif kind == "number" then out[#out + 1] = number(value)
  elseif kind == "string" then out[#out + 1] = quoted(value)
  elseif kind ~= "table" then error("json.encode: a " .. kind .. " has no JSON", 0)
  elseif depth >= DEEPEST then error("json.encode: nested deeper than 64 levels", 0)
  else
    local size = array_size(value)
    if not size then return members(value, out, depth + 1) end
    out[#out + 1] = "["
    for i = 1, size do
      if i > 1 then out[#out + 1] = "," end
      encode(value[i], out, depth + 1)
    end
    out[#out + 1] = "]"
  end
end

function json.encode(value)
  local out = {}
  encode(value, out, 0)
  return concat(out)
end

local MEANT <const> = {
  ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t",
}
local WORDS <const> = { t = { "true", true }, f = { "false", false }, n = { "null" } }

local function wrong(at, what)
  error({ at = at, what = what }, 0)
end

local function after_blanks(text, at)
  local _, last = find(text, "^[ \n\r\t]*", at)
  return last + 1
end

local function escaped(text, at)
  local c = sub(text, at, at)
  if MEANT[c] then return MEANT[c], at + 1 end
  local code = c == "u" and find(text, "^%x%x%x%x", at + 1) and tonumber(sub(text, at + 1, at + 4), 16)
  if not code then wrong(at, "an escape that is none") end
  at = at + 5
  if code >= 0xD800 and code < 0xDC00 and find(text, "^\\u[dD][c-fC-F]%x%x", at) then
    local low = tonumber(sub(text, at + 2, at + 5), 16)
    return char(0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00), at + 6
  end
  if code >= 0xD800 and code < 0xE000 then return "\u{FFFD}", at end
  return char(code), at
end

local function string_value(text, at)
  local pieces = {}
  while true do
    local _, last = find(text, '^[^"\\%c]*', at)
    pieces[#pieces + 1] = sub(text, at, last)
    local c = sub(text, last + 1, last + 1)
    if c == '"' then return concat(pieces), last + 2 end
    if c ~= "\\" then wrong(last + 1, "a text that does not end") end
    pieces[#pieces + 1], at = escaped(text, last + 2)
  end
end

local value_at

local function list(text, at, last, one)
  local all = {}
  at = after_blanks(text, at)
  if sub(text, at, at) == last then return all, at + 1 end
  while true do
    at = after_blanks(text, one(all, at))
    local c = sub(text, at, at)
    if c == last then return all, at + 1 end
    if c ~= "," then wrong(at, "expected , or " .. last) end
    at = after_blanks(text, at + 1)
  end
end

function value_at(text, at, null, depth)
  if depth > DEEPEST then wrong(at, "nested deeper than 64 levels") end
  local c = sub(text, at, at)
  if c == "{" then
    return list(text, at + 1, "}", function(all, from)
      if sub(text, from, from) ~= '"' then wrong(from, "expected a name in quotes") end
      local name, after = string_value(text, from + 1)
      after = after_blanks(text, after)
      if sub(text, after, after) ~= ":" then wrong(after, "expected :") end
      all[name], after = value_at(text, after_blanks(text, after + 1), null, depth + 1)
      return after
    end)
  elseif c == "[" then
    local count = 0
    return list(text, at + 1, "]", function(all, from)
      local after
      count = count + 1
      all[count], after = value_at(text, from, null, depth + 1)
      return after
    end)
  elseif c == '"' then
    return string_value(text, at + 1)
  end
  local word = WORDS[c]
  if word and sub(text, at, at + #word[1] - 1) == word[1] then
    if c == "n" then return null, at + 4 end
    return word[2], at + #word[1]
  end
  local _, last = find(text, "^-?%d+%.?%d*[eE]?[+-]?%d*", at)
  local numeral = last and last - at < 100 and tonumber(sub(text, at, last))
  if not numeral then wrong(at, "expected a value") end
  return numeral, last + 1
end

local protected = sandbox.environment.pcall

-- The value and where the text goes on; or nil, where it is wrong, and why.
function json.decode(text, at, null)
  if type(text) ~= "string" then error("json.decode takes a text", 2) end
  local ok, value, after = protected(function()
    return value_at(text, after_blanks(text, at or 1), null, 0)
  end)
  if ok then return value, after end
  if type(value) ~= "table" then error(value, 0) end
  return nil, value.at, value.what .. " at character " .. value.at
end

sandbox.json = json
