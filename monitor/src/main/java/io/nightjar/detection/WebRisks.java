package io.nightjar.detection;

import java.util.List;

/** What HTTP and what it carries can be wrong with. */
final class WebRisks {
  private static final String OTHERS =
      "See whether the client asked other servers likewise: query flows by http_url.";

  static final List<Risk> ALL =
      List.of(
          Risk.of(
                  1,
                  "XSS Attack",
                  "url_possible_xss",
                  150,
                  "A request carries script that a browser would run: cross-site scripting")
              .client(90)
              .technique("T1189")
              .check("Look at the URL, and whether the page answered with it.")
              .check(OTHERS),
          Risk.of(
                  2,
                  "SQL Injection",
                  "url_possible_sql_injection",
                  150,
                  "A request carries SQL: an attempt to reach the database behind a site")
              .client(90)
              .technique("T1190")
              .check("Look at the status and length of the answer: a long one may hold data.")
              .check(OTHERS),
          Risk.of(
                  3,
                  "RCE Injection",
                  "url_possible_rce_injection",
                  150,
                  "A request carries shell commands: an attempt to run code on the server")
              .client(90)
              .technique("T1190")
              .check("See whether the server began flows of its own afterwards.")
              .check(OTHERS),
          Risk.of(
                  4,
                  "Binary Application Transfer",
                  "binary_application_transfer",
                  60,
                  "A program was transferred: a download of malware looks like this")
              .technique("T1105")
              .check("Ask whether the site is one that programs come from.")
              .check("See what the client did afterwards that it did not before."),
          Risk.of(
                  11,
                  "HTTP Suspicious User-Agent",
                  "http_suspicious_user_agent",
                  50,
                  "A user agent that tools and malware use, or none")
              .client(90)
              .technique("T1071.001")
              .check("See which agents the host uses else: query flows by http_user_agent."),
          Risk.of(
                  12,
                  "HTTP Numeric IP Address",
                  "numeric_ip_host",
                  5,
                  "HTTP by address rather than by name: rare for people, usual for malware")
              .check("See whose the address is, and whether other hosts use it."),
          Risk.of(
                  13,
                  "HTTP Suspicious URL",
                  "http_suspicious_url",
                  60,
                  "A URL that looks like an attack or like exfiltration")
              .client(90)
              .technique("T1190")
              .check("Look at the URL and at the status of the answer.")
              .check(OTHERS),
          Risk.of(
                  14,
                  "HTTP Suspicious Header",
                  "http_suspicious_header",
                  20,
                  "HTTP headers that real clients and servers do not send")
              .client(90)
              .technique("T1071.001")
              .check("See whether other clients of the server get them too."),
          Risk.of(
                  25,
                  "HTTP Suspicious Content",
                  "http_suspicious_content",
                  30,
                  "Content that is not what its headers say")
              .client(10)
              .check("See what was asked for, and what the client did afterwards."),
          Risk.of(
                  35,
                  "Suspicious Entropy",
                  "suspicious_entropy",
                  10,
                  "Bytes as random as encrypted ones where plain ones are expected")
              .check("See which protocol it should be, and how many bytes were sent."),
          Risk.of(
                  39,
                  "Text Contains Non-Printable Characters",
                  "invalid_characters",
                  20,
                  "Text with characters that cannot be printed where text is expected")
              .client(90)
              .check("See whether the client sends such texts to others too."),
          Risk.of(
                  40,
                  "Possible Exploit Detected",
                  "possible_exploit",
                  150,
                  "A request that looks like an exploit of a known weakness")
              .client(90)
              .technique("T1190")
              .check("See whether the server began flows of its own afterwards.")
              .check(OTHERS));

  private WebRisks() {}
}
