package io.nightjar.identity;

import io.nightjar.host.Clue;
import io.nightjar.host.Clue.Evidence;
import io.nightjar.host.Clue.Trait;
import io.nightjar.packet.Neighbour;
import io.nightjar.packet.Neighbour.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a device says of itself in LLDP and CDP, as clues. */
final class NeighbourClues {
  private static final int CERTAIN = 90;

  private NeighbourClues() {}

  static List<Clue> of(Neighbour neighbour) {
    List<Clue> clues = new ArrayList<>(2);
    String text = NetworkText.clean(neighbour.platform() + " " + neighbour.systemDescription());
    String type = type(neighbour.capabilities());
    if (!type.isEmpty()) {
      clues.add(new Clue(Trait.DEVICE_TYPE, type, Evidence.LINK_DISCOVERY, text, CERTAIN));
    }
    clues.addAll(ClueRules.of(Evidence.LINK_DISCOVERY, text));
    return clues;
  }

  /** Of what a device can do, what people call it by; a switch may also route. */
  private static String type(Set<Capability> capabilities) {
    if (capabilities.contains(Capability.PHONE)) {
      return "voip phone";
    }
    if (capabilities.contains(Capability.ACCESS_POINT)) {
      return "access point";
    }
    if (capabilities.contains(Capability.BRIDGE)) {
      return "switch";
    }
    return capabilities.contains(Capability.ROUTER) ? "router" : "";
  }
}
