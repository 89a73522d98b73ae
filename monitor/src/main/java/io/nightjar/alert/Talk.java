package io.nightjar.alert;

import io.nightjar.net.IpAddress;

/**
 * The flow a finding is about, as far as alerts are told apart, shown and excluded by it. Its texts
 * come from the network.
 *
 * @param vlanId 0 for none
 * @param transport IANA protocol number
 * @param clientPort 0 where there is none
 * @param serverPort 0 where there is none
 * @param protocol master protocol in lower case
 * @param application as nDPI names it
 * @param domain TLS server name, HTTP host or DNS query; empty for none
 * @param certificate subject of the server's certificate; empty for none
 * @param capture identifies the capture file's content; empty when live
 */
public record Talk(
    IpAddress client,
    int clientPort,
    IpAddress server,
    int serverPort,
    int vlanId,
    int transport,
    String protocol,
    String application,
    String domain,
    String certificate,
    boolean clientIsLocal,
    boolean serverIsLocal,
    String capture)
    implements FlowFacts {
  @Override
  public String direction() {
    if (clientIsLocal) {
      return serverIsLocal ? "local" : "outbound";
    }
    return serverIsLocal ? "inbound" : "remote";
  }
}
