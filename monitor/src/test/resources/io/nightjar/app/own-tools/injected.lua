return {
   name = "injected",
   description = "Asks for hosts with names that are none.",
   handler = function(args)
      local tried = 0
      for _, key in ipairs({ "'; DROP TABLE flows; --", "\")os.exit()--", "\0", "1.2.3.4\\\" .. x", ("9"):rep(100000), "@", "::1@1e308" }) do
         pcall(interface.getHostInfo, key)
         pcall(interface.getFlowsInfo, key, { maxHits = -5, toSkip = "x" })
         pcall(interface.getMacInfo, key)
         pcall(interface.select, key)
         pcall(ntop.getResolvedName, key)
         tried = tried + 1
      end
      return "tried " .. tried, nil
   end,
   opts = { read_only = true }
}
