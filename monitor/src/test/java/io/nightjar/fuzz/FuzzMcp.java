package io.nightjar.fuzz;

/** Sends mutated requests to a monitor that runs; {@code benchmarks/fuzz-mcp} starts both. */
public final class FuzzMcp {
  private FuzzMcp() {}

  /** Port, token, requests, senders, seed; ends with 1 when an answer was wrong. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Campaign campaign = new Campaign("127.0.0.1:" + port, port, arguments[1]);
    long began = System.nanoTime();
    campaign.run(
        Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]), Long.parseLong(arguments[4]));
    var findings = campaign.findings();
    findings.forEach(System.out::println);
    System.out.printf(
        "%s requests in %d s, answers by status: %s, findings: %d%n",
        arguments[2],
        (System.nanoTime() - began) / 1_000_000_000L,
        campaign.statuses(),
        findings.size());
    System.exit(findings.isEmpty() ? 0 : 1);
  }
}
