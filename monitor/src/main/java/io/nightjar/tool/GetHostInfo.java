package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.net.IpAddress;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.HostFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything known of one host. */
@WithinNetworks
@WithinInterfaces
public final class GetHostInfo implements Tool<GetHostInfo.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "the host's address", required = true, example = "192.168.1.10") String ip,
      @Nullable @Argument(value = "only on this VLAN", min = 0, max = 4095) Integer vlan) {}

  private final HostFacts hosts;

  /** Answers from these. */
  public GetHostInfo(HostFacts hosts) {
    this.hosts = hosts;
  }

  @Override
  public Card card() {
    return new Card(
        "get_host_info",
        "Host",
        "Everything known of one host: names by source, operating system and device type with their evidence, fingerprints, traffic, applications, ports it serves, TCP health, DNS and HTTP counters, risks behind its score. A host no longer in memory is answered from history.",
        """
        {"ip": "192.168.1.10"}""",
        Role.VIEWER,
        true);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return HostFacts.FACTS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    IpAddress ip = Ask.ip(arguments.ip());
    return Ask.question(() -> hosts.of(ip, arguments.vlan()))
        .orElseThrow(
            () ->
                Ask.notFound(
                    "ip: " + ip + " was not seen, live or in history",
                    "list_hosts shows the hosts in memory; check the address and the VLAN"));
  }
}
