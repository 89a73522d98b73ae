return {
   name = "flows_csv",
   description = "Live flows of one address as CSV. Required: ip. Optional: role, max_flows.",
   handler = function(args)
      if not args or not args.ip then return nil, "Missing required argument: ip" end
      local page = { maxHits = tonumber(args.max_flows) or 25, sortColumn = "column_bytes", a2zSortOrder = false }
      local role = (args.role or "any"):lower()
      local found
      if role == "client" then found = interface.getFlowsInfo(nil, page, nil, args.ip)
      elseif role == "server" then found = interface.getFlowsInfo(nil, page, nil, nil, args.ip)
      else found = interface.getFlowsInfo(args.ip, page) end
      local rows = { "cli,srv,app,bytes,alerted" }
      for _, f in ipairs(found.flows) do
         rows[#rows + 1] = string.format("%s:%d,%s:%d,%s,%d,%s",
            f["cli.ip"], f["cli.port"], f["srv.ip"], f["srv.port"],
            f["proto.l4"] .. "/" .. f["proto.ndpi"], f["bytes.cli2srv"] + f["bytes.srv2cli"],
            f["flow.alerted"] and "yes" or "no")
      end
      return string.format("%d of %d flows\n", #found.flows, found.numFlows) .. table.concat(rows, "\n"), nil
   end,
   opts = { read_only = true }
}
