-- The objects that ntopng's tools use, over Nightjar's own questions; then the seal: from here on only
-- `describe` and `call` are left, and code of a tool sees nothing but its environment.

local host, load, type, error, tostring, tonumber = host, load, type, error, tostring, tonumber
local sub, raw_find = string.sub, string.find
local environment, run, json, text = sandbox.environment, sandbox.run, sandbox.json, sandbox.text
local NOTHING <const> = {}

local function shown(value)
  if value == nil or type(value) == "table" or type(value) == "function" then return "" end
  return tostring(value)
end

-- What Java answers is a constant of Lua.
local function ask(question, ...)
  local arguments = { ... }
  for i = 1, 6 do arguments[i] = shown(arguments[i]) end
  local ok, answer = host(question, arguments[1], arguments[2], arguments[3], arguments[4],
    arguments[5], arguments[6])
  if not ok then error(answer, 3) end
  return load("return " .. answer, "=answer", "t", NOTHING)()
end

local function host_and_vlan(key, vlan)
  key = shown(key)
  local at = raw_find(key, "@", 1, true)
  if at then return sub(key, 1, at - 1), tonumber(sub(key, at + 1)) or 0 end
  return key, tonumber(vlan) or 0
end

-- The interface that was selected; empty for all.
local selected = ""

local interface = {}

function interface.getHostInfo(key, vlan)
  local name, number = host_and_vlan(key, vlan)
  return ask("host", name, number)
end

function interface.getFlowsInfo(key, page, _, client, server)
  page = type(page) == "table" and page or {}
  local role = client ~= nil and "client" or server ~= nil and "server" or "any"
  local name, vlan = host_and_vlan(key or client or server)
  return ask("flows", name, vlan, role,
    (page.alertedFlows and "alerted" or "any") .. " " .. (tonumber(page.toSkip) or 0),
    tonumber(page.maxHits), selected)
end

function interface.getMacInfo(mac) return ask("mac", mac) end

function interface.getMacHosts(mac) return ask("mac_hosts", mac, selected) end

interface.findHostByMac = interface.getMacHosts

function interface.getMacsInfo(_, most, skip) return ask("macs", tonumber(most), tonumber(skip), selected) end

function interface.getCountriesInfo(page)
  page = type(page) == "table" and page or {}
  return ask("countries", page.sortColumn, tonumber(page.maxHits), tonumber(page.toSkip), selected)
end

function interface.getNetworksStats() return ask("networks", selected) end

local function current()
  local all = ask("interfaces")
  for i = 1, #all do
    if selected == "" or all[i].name == selected then return all[i] end
  end
  return { id = -1, name = "" }
end

function interface.getName() return current().name end

function interface.getId() return current().id end

function interface.getIfNames()
  local names, all = {}, ask("interfaces")
  for i = 1, #all do names[tostring(all[i].id)] = all[i].name end
  return names
end

function interface.isDiscoverableInterface() return false end

-- By its name or its number; "" or -1 for all.
function interface.select(which)
  which = shown(which)
  if which == "" or which == "-1" then
    selected = ""
    return
  end
  local all = ask("interfaces")
  for i = 1, #all do
    if all[i].name == which or tostring(all[i].id) == which then
      selected = all[i].name
      return
    end
  end
  error("there is no interface " .. which .. ": list_interfaces names all", 2)
end

local ntop = {}

-- There is no cache, and no preferences of ntopng's.
function ntop.getCache() return "" end

function ntop.getPref() return "" end

function ntop.getResolvedName(address) return ask("name", address) end

environment.interface = interface
environment.ntop = ntop

function environment.isEmptyString(value) return value == nil or value == "" end

function environment.hostkey2hostinfo(key)
  local name, vlan = host_and_vlan(key)
  return { host = name, vlan = vlan }
end

function environment.require(name)
  if name == "dkjson" or name == "json" then return json end
  error("require: there is only dkjson, not " .. shown(name), 2)
end

environment._G = environment

local function evaluated(source, name)
  local chunk, problem = load(source, "=" .. name, "t", environment)
  if not chunk then error(problem, 0) end
  local tool = chunk()
  if type(tool) ~= "table" then error(name .. ":1: it returns no table with name, description, handler", 0) end
  if type(tool.handler) ~= "function" then error(name .. ":1: its handler is no function", 0) end
  return tool
end

-- What a file says of its tool, as JSON.
function describe(source, name)
  return run(function()
    local tool = evaluated(source, name)
    local opts = type(tool.opts) == "table" and tool.opts or {}
    return "described", json.encode({
      name = type(tool.name) == "string" and tool.name or "",
      description = type(tool.description) == "string" and tool.description or "",
      writes = opts.read_only == false,
      role = type(opts.role) == "string" and opts.role or "",
    })
  end)
end

local function argument(content)
  if raw_find(content, "^%s*[%[{]") then
    local decoded = json.decode(content)
    if decoded ~= nil then return decoded end
  end
  return content
end

-- Calls a tool with JSON, or any other text, as ntopng does.
function call(source, name, content)
  return run(function()
    local tool = evaluated(source, name)
    local result, problem = tool.handler(argument(content))
    if result == nil then return "refused", problem == nil and "" or text(problem) end
    local warning = problem ~= nil and text(problem) or nil
    if type(result) == "table" then return "answered", json.encode(result), warning end
    return "answered", text(result), warning
  end)
end

-- Methods of texts are those of the environment; arithmetic on them stays Lua's own.
local meta = debug.getmetatable("")
meta.__index = environment.string
meta.__metatable = false

local kept = { describe = describe, call = call }
local globals = _G
for name in pairs(globals) do globals[name] = kept[name] end
