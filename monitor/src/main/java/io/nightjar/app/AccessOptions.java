package io.nightjar.app;

import io.nightjar.account.AuditLog;
import io.nightjar.http.RequestLimits;
import picocli.CommandLine.Option;

/** How much one token or address may ask, and what is written down of it, on the command line. */
final class AccessOptions {
  @Option(
      names = "--token-rate",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Requests a second of one token on average, five seconds' worth together. Default:"
              + " ${DEFAULT-VALUE}.")
  private int tokenRate;

  @Option(
      names = "--token-requests",
      paramLabel = "N",
      defaultValue = "64",
      description = "Requests of one token at one time. Default: ${DEFAULT-VALUE}.")
  private int tokenRequests;

  @Option(
      names = "--address-rate",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Requests a second from one client address (IPv6: a /64), as --token-rate. Default:"
              + " ${DEFAULT-VALUE}.")
  private int addressRate;

  @Option(
      names = "--address-requests",
      paramLabel = "N",
      defaultValue = "256",
      description = "Requests from one client address at one time. Default: ${DEFAULT-VALUE}.")
  private int addressRequests;

  @Option(
      names = "--audit-reads",
      paramLabel = "WHICH",
      defaultValue = "all",
      description =
          "Calls that change nothing and are written into the audit: all, errors or none. Default:"
              + " ${DEFAULT-VALUE}.")
  private String auditReads = "";

  @Option(
      names = "--audit-size",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description =
          "What the audit may take before calls that change nothing are left out. Default:"
              + " ${DEFAULT-VALUE}.")
  private String auditSize = "";

  RequestLimits.Config limits() {
    check("--token-rate", tokenRate);
    check("--token-requests", tokenRequests);
    check("--address-rate", addressRate);
    check("--address-requests", addressRequests);
    return new RequestLimits.Config(tokenRate, tokenRequests, addressRate, addressRequests);
  }

  private static void check(String option, int value) {
    if (value < 1 || value > RequestLimits.Config.MOST) {
      throw new UsageException(
          option + ": from 1 to " + RequestLimits.Config.MOST + ", got " + value);
    }
  }

  AuditLog.Config audit() {
    AuditLog.Reads reads =
        switch (auditReads.toLowerCase(java.util.Locale.ROOT)) {
          case "all" -> AuditLog.Reads.ALL;
          case "errors" -> AuditLog.Reads.ERRORS;
          case "none" -> AuditLog.Reads.NONE;
          default ->
              throw new UsageException(
                  "--audit-reads: all, errors or none, got '" + auditReads + "'");
        };
    return AuditLog.Config.of(reads, ByteSize.parse("--audit-size", auditSize));
  }
}
