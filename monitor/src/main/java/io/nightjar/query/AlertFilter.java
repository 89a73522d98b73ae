package io.nightjar.query;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertState;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Severity;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for; null for any.
 *
 * @param least of this severity or above
 * @param host its source, its target or its subject
 */
public record AlertFilter(
    @Nullable Severity least,
    @Nullable String key,
    @Nullable Entity entity,
    @Nullable Category category,
    @Nullable IpAddress host,
    @Nullable String interfaceName,
    @Nullable AlertStatus status,
    @Nullable AlertState state) {
  /** Any alert. */
  public static final AlertFilter ANY =
      new AlertFilter(null, null, null, null, null, null, null, null);

  /** Alerts of a host. */
  public static AlertFilter of(IpAddress host) {
    return new AlertFilter(null, null, null, null, host, null, null, null);
  }

  /** The same in SQL, over the table alerts. */
  static final String WHERE =
      """
      score >= {least:UInt16} AND ({key:String} = '' OR key = {key:String})
        AND ({entity:String} = '' OR entity = {entity:String})
        AND ({category:String} = '' OR category = {category:String})
        AND ({host:String} = '' OR {host:String} IN (src_ip, dst_ip, subject))
        AND ({interface:String} = '' OR interface = {interface:String})
        AND ({status:String} = '' OR status = {status:String})
        AND ({state:String} = '' OR state = {state:String})""";

  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("least", least == null ? 0 : least.leastScore());
    parameters.put("key", key == null ? "" : key);
    parameters.put("entity", entity == null ? "" : entity.text());
    parameters.put("category", category == null ? "" : category.text());
    parameters.put("host", host == null ? "" : host.toString());
    parameters.put("interface", interfaceName == null ? "" : interfaceName);
    parameters.put("status", status == null ? "" : status.text());
    parameters.put("state", state == null ? "" : state.text());
    return parameters;
  }

  boolean matches(Alert alert) {
    return (least == null || alert.type().score() >= least.leastScore())
        && (key == null || key.equals(alert.type().key()))
        && (entity == null || entity == alert.type().entity())
        && (category == null || category == alert.type().category())
        && (host == null || isAbout(alert, host))
        && (interfaceName == null || interfaceName.equals(alert.interfaceName()))
        && (status == null || status == alert.mark().status())
        && (state == null || state == alert.state());
  }

  private static boolean isAbout(Alert alert, IpAddress host) {
    return Stream.of(alert.source(), alert.target())
            .flatMap(Optional::stream)
            .anyMatch(host::equals)
        || host.toString().equals(alert.subject());
  }

  /** Whether the asker's networks and interfaces let it see the alert. */
  static boolean isSeen(Alert alert, Asker asker) {
    return asker.seesInterface(alert.interfaceName())
        && asker.seesAny(
            Stream.of(alert.source(), alert.target()).flatMap(Optional::stream).toList());
  }
}
