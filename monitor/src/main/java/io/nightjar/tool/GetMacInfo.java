package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.net.MacAddress;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Devices;
import java.util.List;

/** One device. */
@WithinNetworks
public final class GetMacInfo implements Tool<GetMacInfo.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "the MAC address", required = true, example = "00:1b:21:3c:4d:5e")
          String mac) {}

  private final Devices devices;

  /** Answers from these. */
  public GetMacInfo(Devices devices) {
    this.devices = devices;
  }

  @Override
  public Card card() {
    return new Card(
        "get_mac_info",
        "Device",
        "One device by MAC address: manufacturer, names, DHCP lease and fingerprint, IP addresses, traffic each way, when it was seen.",
        """
        {"mac": "00:1b:21:3c:4d:5e"}""",
        Role.VIEWER,
        true);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return Devices.FACTS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    MacAddress mac = Ask.mac(arguments.mac());
    return Ask.question(() -> devices.of(mac))
        .orElseThrow(
            () ->
                Ask.notFound(
                    "mac: " + mac + " was not seen",
                    "list_hosts shows the MAC addresses of the hosts in memory"));
  }
}
