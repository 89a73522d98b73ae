local json = require("dkjson")

return {
   name = "host_card",
   description = "A few facts of a host. " .. 'content = JSON {"ip":"<ip or ip@vlan>"}.',
   handler = function(content)
      local req = type(content) == "table" and content
                  or (type(content) == "string" and json.decode(content))
      if type(req) ~= "table" or isEmptyString(req.ip) then
         return nil, "content must be JSON {ip}"
      end
      local key = hostkey2hostinfo(req.ip)
      local info = interface.getHostInfo(key["host"], key["vlan"])
      if not info then
         return "No data found for host " .. tostring(req.ip), nil
      end
      return json.encode({
         ip = info.ip,
         mac = info["mac.address"],
         vlan = info.vlan,
         bytes_sent = info["bytes.sent"],
         bytes_rcvd = info["bytes.rcvd"],
         packets_sent = info["packets.sent"],
         num_flows = info["total_flows.as_client"] + info["total_flows.as_server"],
         is_local = info.localhost,
         seen_first = info["seen.first"],
         seen_last = info["seen.last"],
      }), nil
   end,
   opts = { read_only = true }
}
