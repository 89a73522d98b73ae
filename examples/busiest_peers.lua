-- Which hosts one host talks to most, right now.
local json = require("dkjson")

local function add(peers, ip, country, bytes)
   local peer = peers[ip] or { ip = ip, country = country, flows = 0, bytes = 0 }
   peer.flows = peer.flows + 1
   peer.bytes = peer.bytes + bytes
   peers[ip] = peer
end

return {
   name = "busiest_peers",
   description = "Peers of one host by bytes of its live flows: address, name, country, flows, bytes. " ..
      "Required argument: ip. Optional: limit (default 10).",
   handler = function(args)
      if type(args) ~= "table" or isEmptyString(args.ip) then
         return nil, "ip is missing: pass the address of a host, list_hosts shows them"
      end
      local found = interface.getFlowsInfo(args.ip, { maxHits = 500 })
      local peers = {}
      for _, flow in ipairs(found.flows) do
         if flow["cli.ip"] == args.ip then
            add(peers, flow["srv.ip"], flow["srv.country"], flow["bytes"])
         else
            add(peers, flow["cli.ip"], flow["cli.country"], flow["bytes"])
         end
      end
      local rows = {}
      for _, peer in pairs(peers) do rows[#rows + 1] = peer end
      table.sort(rows, function(a, b) return a.bytes > b.bytes end)
      for i = #rows, (tonumber(args.limit) or 10) + 1, -1 do rows[i] = nil end
      for _, peer in ipairs(rows) do peer.name = ntop.getResolvedName(peer.ip) end
      return json.encode(rows), nil
   end,
   opts = { read_only = true }
}
