package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.net.MacAddress;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Devices;
import io.nightjar.query.PastDevices;
import io.nightjar.query.Range;
import java.util.List;

/** One device, live or in a range of history. */
@WithinNetworks
@WithinInterfaces
public final class GetMacInfo implements Tool<GetMacInfo.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "the MAC address", required = true, example = "00:1b:21:3c:4d:5e")
          String mac,
      Span span) {}

  private final Devices devices;
  private final PastDevices past;

  /** Answers from these. */
  public GetMacInfo(Devices devices, PastDevices past) {
    this.devices = devices;
    this.past = past;
  }

  @Override
  public Card card() {
    return new Card(
        "get_mac_info",
        "Device",
        "One device by MAC address: maker, type, OS, names, DHCP lease, services, IP addresses, traffic each way, when it was seen.",
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
    Range range = arguments.span().range();
    return Ask.question(
            () ->
                range == null
                    ? devices.of(mac).or(() -> past.of(mac)).or(() -> past.known(mac))
                    : past.of(mac, range))
        .orElseThrow(
            () ->
                Ask.notFound(
                    "mac: "
                        + mac
                        + (range == null
                            ? " was not seen, live or in history"
                            : " was not seen in this range"),
                    "list_macs shows those that were, live or in a range"));
  }
}
