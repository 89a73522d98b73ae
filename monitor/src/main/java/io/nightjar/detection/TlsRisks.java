package io.nightjar.detection;

import java.util.List;

/** What TLS and its certificates can be wrong with. */
final class TlsRisks {
  private static final String CERTIFICATE =
      "Look at tls_subject and tls_issuer of the flow, and ask who runs the server.";
  private static final String CLIENT =
      "See which other flows have this ja4: what runs on the client?";

  static final List<Risk> ALL =
      List.of(
          Risk.of(
                  6,
                  "Self-signed Certificate",
                  "tls_certificate_selfsigned",
                  20,
                  "The server's certificate is signed by itself, so nobody vouches for it")
              .client(10)
              .technique("T1573")
              .check(CERTIFICATE),
          Risk.of(
                  7,
                  "Obsolete TLS Version (1.1 or older)",
                  "tls_old_protocol_version",
                  20,
                  "TLS 1.1 or older, which can be broken")
              .check(CLIENT),
          Risk.of(
                  8,
                  "Weak TLS Cipher",
                  "tls_unsafe_ciphers",
                  20,
                  "A TLS cipher that can be broken was agreed on")
              .check(CLIENT),
          Risk.of(
                  9,
                  "TLS Expired Certificate",
                  "tls_certificate_expired",
                  50,
                  "The server's certificate had expired")
              .client(10)
              .check(CERTIFICATE),
          Risk.of(
                  10,
                  "TLS Certificate Mismatch",
                  "tls_certificate_mismatch",
                  30,
                  "The name asked for is not in the server's certificate")
              .client(10)
              .technique("T1557")
              .check(CERTIFICATE),
          Risk.of(
                  15,
                  "TLS (probably) Not Carrying HTTPS",
                  "tls_not_carrying_https",
                  5,
                  "TLS that does not look like HTTPS: a VPN or a tunnel")
              .technique("T1573")
              .check(CLIENT),
          Risk.of(
                  21,
                  "TLS Suspicious ESNI Usage",
                  "tls_suspicious_esni_usage",
                  30,
                  "Encrypted server name without what belongs to it")
              .client(90)
              .technique("T1090.004")
              .check(CLIENT),
          Risk.of(
                  24,
                  "Missing SNI TLS Extension",
                  "tls_missing_sni",
                  10,
                  "TLS without a server name: rare for browsers")
              .client(90)
              .check(CLIENT),
          Risk.of(
                  28,
                  "Possibly Malicious JA3 Fingerprint",
                  "malicious_fingerprint",
                  30,
                  "The TLS client's fingerprint is that of malware; harmless programs share some")
              .client(90)
              .technique("T1573")
              .check(CLIENT),
          Risk.of(
                  29,
                  "Possibly Malicious SSL Cert. SHA1 Fingerprint",
                  "malicious_sha1_certificate",
                  90,
                  "The certificate's fingerprint is that of malware")
              .technique("T1573")
              .check(CERTIFICATE),
          Risk.of(
                  31,
                  "Uncommon TLS ALPN",
                  "tls_uncommon_alpn",
                  10,
                  "An application protocol in TLS that is seldom seen")
              .check(CLIENT),
          Risk.of(
                  32,
                  "TLS Certificate Validity Too Long",
                  "tls_cert_validity_too_long",
                  10,
                  "A certificate valid for longer than authorities allow")
              .client(10)
              .check(CERTIFICATE),
          Risk.of(
                  33,
                  "TLS Suspicious Extension",
                  "tls_suspicious_extension",
                  30,
                  "A TLS extension that real clients do not send")
              .client(90)
              .check(CLIENT),
          Risk.of(
                  34,
                  "TLS Fatal Alert",
                  "tls_fatal_alert",
                  5,
                  "TLS ended with a fatal alert: the two could not agree")
              .check(CERTIFICATE),
          Risk.of(
                  41,
                  "TLS Certificate About To Expire",
                  "tls_certificate_about_to_expire",
                  10,
                  "The server's certificate expires within days")
              .client(10)
              .check(CERTIFICATE));

  private TlsRisks() {}
}
