package io.nightjar.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * A question of history that is timed.
 *
 * @param about a few words
 */
record Question(String about, String sql) {
  /** The published use cases, and what 24 months hold. */
  static final List<Question> ALL =
      List.of(
          new Question(
              "who asked for a name, 1 day",
              "SELECT src_ip, count() FROM flows WHERE L7_PROTO='dns' AND DOMAIN_NAME LIKE '%malicious%' AND FIRST_SEEN >= now() - INTERVAL 1 day GROUP BY src_ip"),
          new Question(
              "what left the network, 1 hour",
              "SELECT src_ip, dst_ip, dst_port, SUM(bytes) FROM flows WHERE NOT isIPAddressInRange(dst_ip,'192.168.0.0/16') AND FIRST_SEEN >= now() - INTERVAL 1 hour GROUP BY src_ip, dst_ip, dst_port ORDER BY SUM(bytes) DESC LIMIT 5"),
          new Question(
              "who talked to one end, 7 days",
              "SELECT src_ip, dst_ip, dst_port, COUNT() as flow_count, SUM(bytes) FROM flows WHERE dst_ip='45.142.222.50' AND dst_port=8443 AND FIRST_SEEN >= now() - INTERVAL 7 day GROUP BY src_ip, dst_ip, dst_port"),
          new Question(
              "heaviest conversations, 6 hours",
              "SELECT src_ip, dst_ip, L7_PROTO, SUM(bytes) FROM flows WHERE src_port != 0 AND FIRST_SEEN >= now() - INTERVAL 6 hour GROUP BY src_ip, dst_ip, L7_PROTO ORDER BY SUM(bytes) DESC LIMIT 10"),
          new Question(
              "hosts with OpenVPN, all time",
              "SELECT COUNT(DISTINCT src_ip) FROM flows WHERE L4_PROTO='UDP' AND dst_port=1194"),
          new Question(
              "applications by month, 24 months of hours",
              "SELECT toStartOfMonth(time) AS month, l7_app, sum(bytes) AS total FROM flows_1h WHERE time >= now() - INTERVAL 24 MONTH GROUP BY month, l7_app ORDER BY month, total DESC"),
          new Question(
              "one end, 24 months of hours",
              "SELECT src_ip, min(time), max(time), sum(flows) FROM flows_1h WHERE dst_ip='45.142.222.50' AND time >= now() - INTERVAL 24 MONTH GROUP BY src_ip"));

  /** Asks it so often; milliseconds, shortest first. */
  List<Double> ask(int rounds, Consumer<String> ask) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      long began = System.nanoTime();
      ask.accept(sql);
      millis.add((System.nanoTime() - began) / 1e6);
    }
    Collections.sort(millis);
    return millis;
  }

  /** The value below which this share of them lies. */
  static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
  }
}
