package io.nightjar.dropin;

import io.nightjar.history.HistoryException;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.natives.lua.LuaState;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.query.Devices;
import io.nightjar.query.Entity;
import io.nightjar.query.FlowFilter;
import io.nightjar.query.FlowFilter.HostRole;
import io.nightjar.query.HostFacts;
import io.nightjar.query.HostGroups;
import io.nightjar.query.Interfaces;
import io.nightjar.query.LiveFlows;
import io.nightjar.query.Page;
import io.nightjar.query.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ntopng's objects are answered with in a tool: by the questions our own tools ask, so for the
 * same caller the same rows. A question is a word and texts, the answer a constant of Lua.
 *
 * @param hosts in memory
 */
public record NtopObjects(
    HostFacts hosts, LiveFlows flows, Devices devices, HostGroups groups, Interfaces interfaces) {
  private static final int USUAL_ROWS = 100;
  private static final int MOST_ROWS = 500;

  /** What the question asks of, by place; empty for what was left out. */
  private record Asked(List<String> words) {
    String text(int at) {
      return at < words.size() ? words.get(at) : "";
    }

    @Nullable String optional(int at) {
      return text(at).isEmpty() ? null : text(at);
    }

    /** A number a script computed, which may have a fraction. */
    int number(int at, int usual, int most) {
      return number(text(at), usual, most);
    }

    static int number(String text, int usual, int most) {
      try {
        return text.isEmpty() ? usual : (int) Math.clamp(Double.parseDouble(text), 0, most);
      } catch (NumberFormatException _) {
        return usual;
      }
    }
  }

  /** Answers a question of a tool. */
  LuaState.Reply answer(List<String> question) {
    try {
      return new LuaState.Reply(true, LuaText.of(value(new Asked(question))));
    } catch (LiveUnavailableException | HistoryException _) {
      return new LuaState.Reply(false, "the monitor cannot answer now: try again in a few seconds");
    } catch (IllegalArgumentException _) {
      return new LuaState.Reply(false, question.getFirst() + ": no such address");
    }
  }

  private @Nullable Object value(Asked asked) {
    return switch (asked.text(0)) {
      case "host" -> host(asked).map(each -> NtopFields.host(Row.of(each))).orElse(null);
      case "name" -> name(asked.text(1));
      case "flows" -> flows(asked);
      case "mac" -> device(asked).map(each -> NtopFields.device(Row.of(each))).orElse(null);
      case "mac_hosts" -> hostsOf(asked);
      case "macs" -> devices(asked);
      case "countries" -> countries(asked);
      case "networks" -> networks(asked);
      case "interfaces" -> names();
      default -> throw new AssertionError(asked.text(0));
    };
  }

  private Optional<Entity> host(Asked asked) {
    return hosts.live(IpAddress.parse(asked.text(1)), vlan(asked.text(2)));
  }

  private static @Nullable Integer vlan(String text) {
    int vlan = Asked.number(text, 0, 4_095);
    return vlan == 0 ? null : vlan;
  }

  private String name(String address) {
    Optional<String> known =
        hosts.live(IpAddress.parse(address), null).map(each -> Row.of(each).text("name"));
    return known.filter(each -> !each.isEmpty()).orElse(address);
  }

  private static Page page(int skip, int most) {
    return new Page(skip, Math.max(1, most));
  }

  /** {@code alerted 25} in its fourth place: which flows, and how many to pass over. */
  private Map<String, Object> flows(Asked asked) {
    String[] which = asked.text(4).split(" ", 2);
    FlowFilter filter =
        new FlowFilter(
            asked.optional(1) == null ? null : IpAddress.parse(asked.text(1)),
            vlan(asked.text(2)),
            HostRole.valueOf(asked.text(3).toUpperCase(Locale.ROOT)),
            which[0].equals("alerted"),
            asked.optional(6));
    int skip = Asked.number(which.length < 2 ? "" : which[1], 0, 1_000_000);
    Table table = flows.list(filter, page(skip, asked.number(5, USUAL_ROWS, MOST_ROWS)));
    return Map.of("numFlows", table.total(), "flows", Row.of(table).map(NtopFields::flow).toList());
  }

  private Optional<Entity> device(Asked asked) {
    return devices.of(MacAddress.parse(asked.text(1)));
  }

  private Map<String, Object> hostsOf(Asked asked) {
    Map<String, Object> byAddress = new LinkedHashMap<>();
    Object addresses =
        device(asked).map(each -> Row.of(each).get("ip_addresses")).orElse(List.of());
    if (addresses instanceof List<?> list) {
      for (Object each : list.stream().limit(USUAL_ROWS).toList()) {
        hosts
            .live(IpAddress.parse(String.valueOf(each)), null)
            .ifPresent(host -> byAddress.put(each.toString(), NtopFields.host(Row.of(host))));
      }
    }
    return byAddress;
  }

  private Map<String, Object> devices(Asked asked) {
    Page page = page(asked.number(2, 0, 1_000_000), asked.number(1, USUAL_ROWS, MOST_ROWS));
    Table table = devices.list(Devices.SortBy.BYTES, asked.optional(3), page);
    return Map.of("numMacs", table.total(), "macs", Row.of(table).map(NtopFields::device).toList());
  }

  private Map<String, Object> countries(Asked asked) {
    HostGroups.SortBy order =
        switch (asked.text(1)) {
          case "column_num_hosts", "column_hosts" -> HostGroups.SortBy.HOSTS;
          case "column_score" -> HostGroups.SortBy.SCORE;
          case "column_thpt" -> HostGroups.SortBy.THROUGHPUT;
          default -> HostGroups.SortBy.BYTES;
        };
    Page page = page(asked.number(3, 0, 1_000_000), asked.number(2, USUAL_ROWS, MOST_ROWS));
    Table table = groups.list(HostGroups.By.COUNTRY, order, asked.optional(4), page);
    List<Map<String, @Nullable Object>> countries = new ArrayList<>();
    Row.of(table)
        .forEach(
            row -> {
              Map<String, @Nullable Object> fields = NtopFields.group(row);
              fields.put("country", row.get("country"));
              countries.add(fields);
            });
    return Map.of("numCountries", table.total(), "Countries", countries);
  }

  /** By network, numbered as they are listed. */
  private Map<String, Object> networks(Asked asked) {
    Table table =
        groups.list(
            HostGroups.By.NETWORK, HostGroups.SortBy.BYTES, asked.optional(1), page(0, MOST_ROWS));
    Map<String, Object> networks = new LinkedHashMap<>();
    Row.of(table)
        .forEach(
            row -> {
              Map<String, @Nullable Object> fields = NtopFields.group(row);
              fields.put("network_id", networks.size());
              fields.put("network_key", row.get("network"));
              networks.put(row.text("network"), fields);
            });
    return networks;
  }

  private List<Map<String, Object>> names() {
    List<Map<String, Object>> names = new ArrayList<>();
    for (InterfaceFigures each : interfaces.figures()) {
      names.add(Map.of("id", names.size(), "name", each.name()));
    }
    return names;
  }
}
