package io.nightjar.alerts;

import io.nightjar.alert.Finding;
import io.nightjar.alert.Talk;

/**
 * What findings are one alert by.
 *
 * @param source client of a flow, or the subject of anything else; empty for many clients together
 * @param target server of a flow; empty for many servers together, and for anything else
 */
record AlertKey(
    String type, String interfaceName, String capture, int vlanId, String source, String target) {
  static AlertKey of(Finding finding) {
    String type = finding.type().key();
    String on = finding.interfaceName();
    if (finding.talk().isEmpty()) {
      return new AlertKey(type, on, "", 0, finding.subject(), "");
    }
    Talk talk = finding.talk().get();
    return new AlertKey(
        type,
        on,
        talk.capture(),
        talk.vlanId(),
        talk.client().toString(),
        talk.server().toString());
  }

  /** Of one client and many servers. */
  AlertKey ofManyServers() {
    return new AlertKey(type, interfaceName, capture, vlanId, source, "");
  }

  /** Of many clients. */
  AlertKey ofManyClients() {
    return new AlertKey(type, interfaceName, capture, vlanId, "", "");
  }

  @Override
  public String toString() {
    return String.join("\n", type, interfaceName, capture, String.valueOf(vlanId), source, target);
  }
}
