package io.nightjar.blocklist;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Finding;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * That a list warns of something in a flow.
 *
 * @param type with the score of this case, which may be lower than the declared one
 * @param fact what was looked up, lower snake case
 * @param value what it was; from the network
 * @param attacker who is thought to cause it
 * @param victim who is thought to suffer it
 */
public record FlowHit(
    AlertType type,
    String fact,
    String value,
    Listed listed,
    IpAddress attacker,
    IpAddress victim) {

  /**
   * The same as a finding.
   *
   * @param subject the flow, as alerts name it
   */
  public Finding finding(String subject, long flowId, String interfaceName, Instant time) {
    Finding finding =
        Finding.of(type, subject, time)
            .on(interfaceName)
            .in(flowId)
            .between(Optional.of(attacker), Optional.of(victim))
            .because(fact, value, "")
            .because("list", listed.list(), "")
            .because("list_threat", listed.threat().text(), "");
    return listed.note().isEmpty() ? finding : finding.because("list_note", listed.note(), "");
  }
}
