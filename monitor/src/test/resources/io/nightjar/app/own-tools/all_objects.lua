local json = require("dkjson")

return {
   name = "all_objects",
   description = "Everything the objects tell, for a test.",
   handler = function(args)
      local out = { id = interface.getId(), name = interface.getName() }
      interface.select(tostring(out.id))
      local macs = interface.getMacsInfo(nil, 10, 0, false, true)
      out.num_macs = macs.numMacs
      local mac = macs.macs[1].mac
      local device = interface.getMacInfo(mac)
      out.mac_bytes = device["bytes.sent"] + device["bytes.rcvd"]
      out.mac_bytes_listed = macs.macs[1]["bytes.sent"] + macs.macs[1]["bytes.rcvd"]
      out.mac_hosts = table.len(interface.getMacHosts(mac))
      local countries = interface.getCountriesInfo({ sortColumn = "column_bytes", maxHits = 5 })
      out.num_countries = countries.numCountries
      if countries.Countries[1] then out.country_hosts = countries.Countries[1]["num_hosts"] end
      for cidr, network in pairs(interface.getNetworksStats()) do
         out[cidr] = network["bytes.sent"] + network["bytes.rcvd"]
      end
      out.cache = ntop.getCache("ntopng.cache.x")
      out.pref = ntop.getPref("ntopng.prefs.x")
      out.resolved = ntop.getResolvedName("192.0.2.99")
      out.empty = isEmptyString(ntop.getCache("x"))
      out.host = hostkey2hostinfo("192.0.2.1@7").host
      out.vlan = hostkey2hostinfo("192.0.2.1@7").vlan
      out.nobody = interface.getHostInfo("192.0.2.99", 0) == nil
      out.decoded = json.decode('{"a":[1,2]}').a[2]
      local ok, problem = pcall(interface.select, "no such interface")
      out.refused = not ok
      ok, problem = pcall(interface.getHostInfo, "no address")
      out.no_address = not ok and problem:match("no such address") ~= nil
      return json.encode(out), nil
   end,
   opts = { read_only = true }
}
