package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.net.Prefix;
import io.nightjar.query.Answer;
import io.nightjar.query.Assets;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inventory. */
@WithinNetworks
@WithinInterfaces
public final class ListAssets implements Tool<ListAssets.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "which", byDefault = "\"all\"") Assets.Status status,
      @Nullable @Argument("only with an address in this CIDR") String network,
      @Nullable @Argument("only this type, as rows show it") String deviceType,
      @Nullable @Argument("only seen on it") String interfaceName,
      @Argument(value = "order", byDefault = "\"last_seen\"") Assets.SortBy sortBy,
      Paging paging)
      implements Paging.InPages {}

  private final Assets assets;

  /** Answers from these. */
  public ListAssets(Assets assets) {
    this.assets = assets;
  }

  @Override
  public Card card() {
    return new Card(
        "list_assets",
        "Inventory",
        "Every device ever seen, kept over restarts and DHCP changes: name, maker, type, OS, services, first and last seen.",
        """
        {"status": "gone"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return Assets.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    Assets.Filter filter =
        new Assets.Filter(
            arguments.status(),
            network(arguments.network()),
            arguments.deviceType(),
            arguments.interfaceName());
    return Pages.withCursor(
        Ask.question(() -> assets.list(filter, arguments.sortBy(), page)), page);
  }

  private static @Nullable Prefix network(@Nullable String text) throws ToolProblem {
    return text == null || text.isBlank() ? null : Ask.network(text);
  }
}
