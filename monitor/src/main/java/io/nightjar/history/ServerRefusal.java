package io.nightjar.history;

/** Why a server that does answer cannot keep history, in words for whoever named it. */
final class ServerRefusal {
  private ServerRefusal() {}

  /** What its error says, and what to do. */
  static String of(Endpoint endpoint, HistoryException e) {
    String said = e.getMessage();
    String user = endpoint.writer().name();
    String database = endpoint.database();
    return switch (e.code()) {
      case 192, 193, 194, 516 ->
          "it refuses user %s: name and password in --store are not right".formatted(user);
      case 497 ->
          "user %s lacks a right (%s): GRANT CREATE, DROP, ALTER, TRUNCATE, INSERT, SELECT ON %s.* TO %s, and SELECT ON system.* and CLUSTER ON *.* where it says so"
              .formatted(user, said, database, user);
      case 164 ->
          "user %s may only read: name one that may write, or change its readonly setting"
              .formatted(user);
      case 701, 170 ->
          "it knows no cluster %s: SELECT cluster FROM system.clusters lists those it knows"
              .formatted(endpoint.cluster());
      case 139, 36, 225, 999 ->
          endpoint.cluster().isEmpty()
              ? said
              : said + ": a cluster needs Keeper and the macros shard and replica on every server";
      default -> said;
    };
  }
}
