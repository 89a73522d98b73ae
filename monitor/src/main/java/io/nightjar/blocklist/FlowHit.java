package io.nightjar.blocklist;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Finding.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * That a list warns of something in a flow.
 *
 * @param type with the score of this case, which may be lower than the declared one
 * @param fact what was looked up, lower snake case
 * @param value what it was; from the network
 */
public record FlowHit(AlertType type, String fact, String value, Listed listed) {

  /** What was found, and which list says what of it. */
  public List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(new Evidence(fact, value, ""));
    evidence.add(new Evidence("list", listed.list(), ""));
    evidence.add(new Evidence("list_threat", listed.threat().text(), ""));
    if (!listed.note().isEmpty()) {
      evidence.add(new Evidence("list_note", listed.note(), ""));
    }
    return evidence;
  }
}
