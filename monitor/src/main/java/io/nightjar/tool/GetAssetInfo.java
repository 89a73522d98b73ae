package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.asset.AssetKey;
import io.nightjar.net.IpAddress;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Answer;
import io.nightjar.query.Assets;
import io.nightjar.query.Column;
import io.nightjar.query.Entity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One device of the inventory. */
@WithinNetworks
@WithinInterfaces
public final class GetAssetInfo implements Tool<GetAssetInfo.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Nullable @Argument("address it has, or had last") String ip,
      @Nullable @Argument("MAC address") String mac,
      @Nullable @Argument("asset, as list_assets shows it") String key) {}

  private final Assets assets;

  /** Answers from these. */
  public GetAssetInfo(Assets assets) {
    this.assets = assets;
  }

  @Override
  public Card card() {
    return new Card(
        "get_asset_info",
        "Asset",
        "One device of the inventory by ip, mac or key, also one that is gone: names, addresses, maker, type, OS, services, when seen.",
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
    return Assets.FACTS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    long given =
        Stream.of(arguments.ip(), arguments.mac(), arguments.key())
            .filter(each -> each != null && !each.isBlank())
            .count();
    if (given != 1) {
      throw Ask.invalid(
          given + " of ip, mac and key came, one is needed",
          "pass ip, mac, or key as list_assets shows it");
    }
    IpAddress ip = Ask.optionalIp(arguments.ip());
    Optional<Entity> found = ip == null ? byKey(key(arguments)) : Ask.question(() -> assets.of(ip));
    return found.orElseThrow(
        () -> Ask.notFound("no such asset is known", "list_assets shows those that are"));
  }

  private Optional<Entity> byKey(AssetKey key) throws ToolProblem {
    return Ask.question(() -> assets.of(key));
  }

  private static AssetKey key(Arguments arguments) throws ToolProblem {
    String mac = arguments.mac();
    if (mac != null && !mac.isBlank()) {
      return AssetKey.of(Ask.mac(mac).bits());
    }
    String key = String.valueOf(arguments.key());
    try {
      return AssetKey.parse(key);
    } catch (IllegalArgumentException _) {
      throw Ask.invalid(
          "key: '" + UntrustedText.clean(key, 64) + "' is no asset",
          "pass one as list_assets shows it: 00:1b:21:3c:4d:5e, 10.0.0.7 or 10.0.0.7@12");
    }
  }
}
