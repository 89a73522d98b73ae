package io.nightjar.dpi;

import io.nightjar.flow.Application;
import io.nightjar.flow.Application.Detection;
import io.nightjar.natives.ndpi.DpiEngine;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Applications that have only a name yet, one for each of nDPI's protocols, made once. */
final class ProtocolNames {
  private record Key(int master, int application, Detection detection) {}

  private final DpiEngine engine;
  private final Map<Key, Application> known = new HashMap<>();

  ProtocolNames(DpiEngine engine) {
    this.engine = engine;
  }

  Application of(long protocol, Detection detection) {
    Key key = new Key(DpiEngine.master(protocol), DpiEngine.application(protocol), detection);
    return known.computeIfAbsent(key, this::make);
  }

  /** Named as {@code ndpi_protocol2name} does: {@code Master.Application} where both differ. */
  private Application make(Key key) {
    if (key.master() == 0 && key.application() == 0) {
      return Application.UNKNOWN;
    }
    String application = engine.name(key.application());
    boolean carried = key.master() != 0 && key.master() != key.application();
    String master = carried ? engine.name(key.master()) : application;
    String name =
        !carried ? application : key.application() == 0 ? master : master + "." + application;
    return Application.UNKNOWN.named(master.toLowerCase(Locale.ROOT), name, key.detection());
  }
}
