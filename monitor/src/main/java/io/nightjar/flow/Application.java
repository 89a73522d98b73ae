package io.nightjar.flow;

import java.util.List;

/**
 * What a flow is about. Every text below came from the network unless it says otherwise: cleaned of
 * control characters and capped in length by whoever built it, and never to be trusted.
 *
 * @param protocol the master protocol in lower case ({@code tls}, {@code dns}); {@code unknown}
 * @param name the application as nDPI names it ({@code TLS.Google}); {@code Unknown}
 * @param category nDPI's category; empty when none
 * @param detection how it was found
 * @param domainName SNI, HTTP host or DNS query; empty when none
 * @param info one line that says most of the flow; empty when none
 * @param risks nDPI's flow risks by their own names
 * @param instructs whether one of its texts reads like instructions to a language model
 * @param alerts keys of the alerts raised for it
 * @param score the sum of their scores
 */
public record Application(
    String protocol,
    String name,
    String category,
    Detection detection,
    String domainName,
    String info,
    List<String> risks,
    boolean instructs,
    List<String> alerts,
    int score,
    Tls tls,
    Http http,
    Dns dns) {

  /** How an application was found. */
  public enum Detection {
    /** By its payload. */
    DPI,
    /** By ports or addresses, after payload inspection gave up. */
    GUESS,
    /** By ports alone: libndpi is missing. */
    PORT,
    /** Not at all. */
    NONE
  }

  /** TLS and QUIC handshake facts; empty strings where unseen. */
  public record Tls(String version, String subject, String issuer, String ja3, String ja4) {
    /** Nothing seen. */
    public static final Tls NONE = new Tls("", "", "", "", "");
  }

  /** The first HTTP request and its answer; status 0 where unseen. */
  public record Http(String method, String url, int status, String userAgent) {
    /** Nothing seen. */
    public static final Http NONE = new Http("", "", 0, "");
  }

  /** The first DNS query and its answer; response code -1 where unseen. */
  public record Dns(String query, int type, int responseCode) {
    /** Nothing seen. */
    public static final Dns NONE = new Dns("", 0, -1);
  }

  /** Nothing is known of the flow. */
  public static final Application UNKNOWN =
      new Application(
          "unknown",
          "Unknown",
          "",
          Detection.NONE,
          "",
          "",
          List.of(),
          false,
          List.of(),
          0,
          Tls.NONE,
          Http.NONE,
          Dns.NONE);

  /** Of a flow that stands for many of one source. */
  public static final Application AGGREGATED =
      new Application(
          "unknown",
          "Unknown",
          "",
          Detection.NONE,
          "",
          "many flows of one source, counted together",
          List.of(),
          false,
          List.of(),
          0,
          Tls.NONE,
          Http.NONE,
          Dns.NONE);

  /** The same, under another name. */
  public Application named(String newProtocol, String newName, Detection how) {
    return new Application(
        newProtocol,
        newName,
        category,
        how,
        domainName,
        info,
        risks,
        instructs,
        alerts,
        score,
        tls,
        http,
        dns);
  }

  /** The same, with these alerts. */
  public Application alerted(List<String> keys, int sum) {
    return new Application(
        protocol,
        name,
        category,
        detection,
        domainName,
        info,
        risks,
        instructs,
        keys,
        sum,
        tls,
        http,
        dns);
  }

  /** The same, with the method of its first HTTP request; empty for none. */
  public Application withHttpMethod(String method) {
    if (method.isEmpty()) {
      return this;
    }
    Http request = new Http(method, http.url(), http.status(), http.userAgent());
    return new Application(
        protocol,
        name,
        category,
        detection,
        domainName,
        info,
        risks,
        instructs,
        alerts,
        score,
        tls,
        request,
        dns);
  }
}
