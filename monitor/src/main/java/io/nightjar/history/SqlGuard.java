package io.nightjar.history;

import io.nightjar.net.Asker;
import io.nightjar.schema.Table;
import io.nightjar.schema.TimeWindows;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The check of SQL from people and assistants: one SELECT over the tables of history, calling
 * nothing that reaches elsewhere.
 */
/*
 * Two looks. SqlText sees the characters: length, quoting, statements, clauses; it can say what to
 * do instead. Then the engine's own parser prints the syntax tree (EXPLAIN AST, which runs nothing),
 * and every line of it must be of a known kind, so syntax this class was never told of is refused.
 * Names with control characters or escapes were refused before, so no name can forge a line. A table
 * without a database is in history's own: the connection has no other default and no temporary
 * tables.
 */
final class SqlGuard {
  /** For printing a syntax tree. */
  static final Limits LIMITS = new Limits(20_000, Duration.ofSeconds(5), 100_000_000);

  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "numbers",
          "numbers_mt",
          "zeros",
          "zeros_mt",
          "generate_series",
          "generateseries",
          "values",
          "view");

  /** What reads files, other tables, the network or the server's own state, or only wastes time. */
  private static final Pattern FORBIDDEN_FUNCTIONS =
      Pattern.compile(
          "(?i)file|executable.*|dict.*|joinget.*|ai[A-Z].*|ai_?(classify|embed|extract|generate|translate)"
              + "|catboostevaluate|naivebayes.*|evalmlmethod|getmacro|getserver.*|getsetting.*"
              + "|getmergetree.*|getclienthttpheader|getoskernelversion|host_?name|fullhostname|fqdn"
              + "|serveruuid|shard.*|filesystem.*|zookeeper.*|hascolumnintable|sleep.*|addressto.*"
              + "|demangle|logtrace|buildid|authuser|authenticateduser|current_?(profiles|"
              + "roles)|session_user|(enabled|default)(profiles|roles)|mergetree.*|structureto.*|__.*"
              + "|viewexplain|tcpport|uptime|connection_?id|showcertificate|fuzzquery|currentdatabase"
              + "|runningaccumulate|neighbor|lemmatize|synonyms|stem|transactionid.*|currentschemas"
              + "|globalvariable|remote.*|url|s3.*|loop|merge|cluster.*|input|mysql|postgresql|sqlite"
              + "|jdbc|odbc|hdfs.*|mongodb|redis|azure.*|iceberg.*|deltalake.*|hudi.*|paimon.*");

  private static final Set<String> IN =
      Set.of(
          "in",
          "notin",
          "globalin",
          "globalnotin",
          "nullin",
          "notnullin",
          "globalnullin",
          "globalnotnullin",
          "inignoreset",
          "notinignoreset",
          "globalinignoreset",
          "globalnotinignoreset",
          "nullinignoreset",
          "notnullinignoreset",
          "globalnullinignoreset",
          "globalnotnullinignoreset");

  private static final Set<String> KNOWN_NODES =
      Set.of(
          "SelectWithUnionQuery",
          "SelectIntersectExceptQuery",
          "SelectQuery",
          "ExpressionList",
          "Identifier",
          "Literal",
          "Function",
          "Subquery",
          "WithElement",
          "Asterisk",
          "QualifiedAsterisk",
          "ColumnsRegexpMatcher",
          "QualifiedColumnsRegexpMatcher",
          "ColumnsListMatcher",
          "QualifiedColumnsListMatcher",
          "ColumnsTransformerList",
          "ColumnsExceptTransformer",
          "ColumnsReplaceTransformer",
          "ColumnsReplaceTransformer::Replacement",
          "TablesInSelectQuery",
          "TablesInSelectQueryElement",
          "TableExpression",
          "TableIdentifier",
          "TableJoin",
          "ArrayJoin",
          "SampleRatio",
          "OrderByElement",
          "InterpolateElement",
          "WindowDefinition",
          "WindowListElement");

  private static final Pattern LINE =
      Pattern.compile("( *)([A-Za-z:]+)(?: (.*?))?(?: \\(alias .*\\))?(?: \\(children \\d+\\))?");

  /** It is computed before the engine leaves out rows, so its errors would tell of them. */
  private static final Pattern PREWHERE = Pattern.compile("(?i)\\bprewhere\\b");

  private static final Pattern SYSTEM_TABLE = Pattern.compile("^ *(TableI|I)dentifier system\\.");

  /** The engine's parser. */
  interface Parser {
    /**
     * The lines of EXPLAIN AST of a statement, with its parameters put in.
     *
     * @param parameters values by {@code param_name}
     */
    List<String> tree(String sql, Map<String, String> parameters);
  }

  private final String database;
  private final Parser parser;

  /**
   * A guard of this database.
   *
   * @param parser the engine's
   */
  SqlGuard(String database, Parser parser) {
    this.database = database;
    this.parser = parser;
  }

  /**
   * The statement as it may be run.
   *
   * @throws HistoryException with what was found and what to do, when it may not
   */
  String admit(String sql) {
    String statement = SqlText.single(sql);
    check(statement, Map.of());
    return statement;
  }

  /**
   * As {@link #admit(String)}, with values of {@code {name:Type}} in it, where there are any.
   *
   * @throws HistoryException as {@link #admit(String)}
   */
  String admit(String sql, Map<String, Object> parameters) {
    if (parameters.isEmpty()) {
      return admit(sql);
    }
    SqlText text = SqlText.ofDriver(sql);
    if (!text.format().isEmpty() || Introspection.table(text.statement()).isPresent()) {
      throw HistoryException.refused("only a plain SELECT is allowed, without FORMAT");
    }
    Map<String, String> escaped = new LinkedHashMap<>();
    parameters.forEach((name, value) -> escaped.put("param_" + name, Tsv.escape(value.toString())));
    check(text.statement(), escaped);
    return text.statement();
  }

  /**
   * A driver's statement as it may be run: also with parameters, and with a format at its end.
   *
   * @throws HistoryException with what was found and what to do, when it may not
   */
  SqlText admit(DriverQuestion question) {
    SqlText text = SqlText.ofDriver(question.sql());
    Optional<String> described = Introspection.table(text.statement());
    if (described.isPresent()) {
      table(described.get());
    } else {
      check(text.statement(), question.parameters());
    }
    return text;
  }

  private void check(String statement, Map<String, String> parameters) {
    boolean bound = Asker.current().isBound();
    if (bound && PREWHERE.matcher(statement).find()) {
      throw HistoryException.refused("PREWHERE is not allowed to a bound token: use WHERE");
    }
    List<String> tree = parser.tree(statement, parameters);
    check(tree);
    if (tree.stream().anyMatch(line -> SYSTEM_TABLE.matcher(line).find())) {
      SystemTables.check(tree, bound);
    }
  }

  private void check(List<String> tree) {
    if (tree.isEmpty() || !tree.getFirst().startsWith("SelectWithUnionQuery (children 1)")) {
      throw HistoryException.refused(
          "only a plain SELECT is allowed, without FORMAT, SETTINGS or INTO OUTFILE");
    }
    for (int i = 0; i < tree.size(); i++) {
      Node node = Node.of(tree.get(i));
      switch (node.kind()) {
        case "Set" ->
            throw HistoryException.refused("SETTINGS is not allowed: leave it out, limits are set");
        case "ColumnsApplyTransformer" ->
            throw HistoryException.refused("APPLY is not allowed: name the columns instead");
        case "TableIdentifier" -> table(node.name());
        case "Function" -> function(node, tree, i);
        default -> {
          if (!KNOWN_NODES.contains(node.kind())) {
            throw HistoryException.refused(
                "this form of SELECT is not allowed (" + node.kind() + ")");
          }
        }
      }
    }
  }

  /** One line of the tree. */
  private record Node(int depth, String kind, String name) {
    static Node of(String line) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        return new Node(0, "?", "");
      }
      String name = matcher.group(3);
      return new Node(matcher.group(1).length(), matcher.group(2), name == null ? "" : name);
    }
  }

  private void function(Node node, List<String> tree, int line) {
    String name = node.name().toLowerCase(Locale.ROOT);
    boolean tableFunction =
        line > 0 && Node.of(tree.get(line - 1)).kind().equals("TableExpression");
    boolean open = TABLE_FUNCTIONS.contains(name) || TimeWindows.isParameterized(node.name());
    if (tableFunction && !open) {
      throw HistoryException.refused(
          "table function %s is not allowed: use a table of history, or numbers, zeros, values, generate_series, view"
              .formatted(node.name()));
    }
    if (FORBIDDEN_FUNCTIONS.matcher(node.name()).matches()) {
      throw HistoryException.refused(
          "function %s is not allowed: it does not work on history".formatted(node.name()));
    }
    if (IN.contains(name)) {
      set(node, tree, line);
    }
  }

  /** The right side of IN may name a table: its second argument, two levels below the function. */
  private void set(Node in, List<String> tree, int line) {
    for (int i = line + 1; i < tree.size(); i++) {
      Node node = Node.of(tree.get(i));
      if (node.depth() <= in.depth()) {
        return;
      }
      if (node.depth() == in.depth() + 2 && node.kind().equals("Identifier")) {
        boolean first = i == line + 2;
        if (!first) {
          table(node.name());
        }
      }
    }
  }

  private void table(String name) {
    TimeWindows.find(name)
        .filter(window -> !window.parameters().isEmpty())
        .ifPresent(
            window -> {
              throw HistoryException.refused(
                  window.name() + " takes parameters: FROM " + window.example());
            });
    int dot = name.indexOf('.');
    if (dot < 0) {
      return;
    }
    if (SystemTables.isOpen(name)) {
      return;
    }
    boolean ours = name.substring(0, dot).equals(database);
    if (!ours || name.indexOf('.', dot + 1) >= 0) {
      throw HistoryException.refused(
          "%s is not a table of history: use %s, without a database (after IN, use a subquery)"
              .formatted(
                  name, Tables.all().stream().map(Table::name).collect(Collectors.joining(", "))));
    }
  }
}
