package io.nightjar.tool;

import io.nightjar.query.FlowFilter;
import io.nightjar.query.FlowFilter.HostRole;
import org.jspecify.annotations.Nullable;

/** The arguments that say which live flows are meant. */
record FlowChoice(
    @Nullable @Argument(value = "only flows of this host", example = "192.168.1.10") String ip,
    @Nullable @Argument(value = "only on this VLAN", min = 0, max = 4095) Integer vlan,
    @Argument(value = "what the host must be in the flow", byDefault = "\"any\"") HostRole role,
    @Argument(value = "only flows with a risk", byDefault = "false") Boolean alertedOnly,
    @Nullable @Argument(value = "only this interface or capture file; see list_interfaces")
        String interfaceName) {

  FlowFilter filter() throws ToolProblem {
    return new FlowFilter(Ask.optionalIp(ip), vlan, role, alertedOnly, interfaceName);
  }
}
