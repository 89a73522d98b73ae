package io.nightjar.architecture.bad.packet;

import io.nightjar.flow.FlowTable;

/** Reaches up: what the rows forbid. */
final class UsesFlow {
  private final FlowTable flows = new FlowTable();

  int flows() {
    return flows.size();
  }
}
