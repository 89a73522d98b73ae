package io.nightjar.guide;

import io.nightjar.account.Caller;
import io.nightjar.history.Tables;
import io.nightjar.schema.Table;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code monitor://}: what the program knows of itself, its words and its tables. */
public final class MonitorShelf implements Shelf {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String SCHEME = "monitor";
  private static final String SCHEMA = "schema";
  private static final String DOCS = "docs/";
  private static final String HEALTH = "health";
  private static final String HEALTH_TOOL = "get_system_health";
  private static final String ALERTS = "alerts/active";
  private static final String ALERTS_TOOL = "list_alerts";

  private final Catalogue catalogue;
  private final Documentation documentation;
  private final Supplier<String> health;
  private final Supplier<String> alerts;

  /**
   * A shelf.
   *
   * @param health differs whenever the state of the monitor does; counters that always move are not
   *     in it
   * @param alerts differs whenever an alert came, ended or was marked
   */
  public MonitorShelf(
      Catalogue catalogue,
      Documentation documentation,
      Supplier<String> health,
      Supplier<String> alerts) {
    this.alerts = alerts;
    this.catalogue = catalogue;
    this.documentation = documentation;
    this.health = health;
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public List<Resource> resources(Caller caller) {
    List<Resource> all = new ArrayList<>();
    if (AnswerShelf.isFor(catalogue, HEALTH_TOOL, caller)) {
      all.add(
          new Resource(
              uri(HEALTH),
              HEALTH,
              "Health",
              "Whether the monitor itself is well: sources, losses, store, queues",
              Resource.JSON));
    }
    if (AnswerShelf.isFor(catalogue, ALERTS_TOOL, caller)) {
      all.add(
          new Resource(
              uri(ALERTS),
              "alerts_active",
              "Active alerts",
              "Alerts in memory, worst first: what happened lately, and what is so now",
              Resource.JSON));
    }
    all.add(page("tools", "Tool guide", "Which tool answers which question, with calls that work"));
    all.add(page("glossary", "Glossary", "What the words in answers mean, with units"));
    all.add(page(SCHEMA, "Tables of history", "What each table holds and how long it is kept"));
    for (Table table : Tables.all()) {
      all.add(
          page(SCHEMA + "/" + table.name(), "Table " + table.name(), table.description() + "."));
    }
    for (FilledTable each : FilledTable.values()) {
      all.add(page(each.path(), each.title(), each.description()));
    }
    return all;
  }

  private static String uri(String path) {
    return SCHEME + "://" + path;
  }

  private static Resource page(String path, String title, String description) {
    return new Resource(uri(path), path.replace('/', '_'), title, description, Resource.MARKDOWN);
  }

  @Override
  public List<ResourceTemplate> templates(Caller caller) {
    return List.of(
        new ResourceTemplate(
            uri("schema/{table}"),
            "table",
            Word.TABLE,
            "table",
            "Table of history",
            "The columns of a table with type and meaning",
            Resource.MARKDOWN),
        new ResourceTemplate(
            uri("docs/{page}"),
            "page",
            Word.PAGE,
            "page",
            "Page of the documentation",
            "A whole page that search_docs found, by its link without docs/ and anchor",
            Resource.MARKDOWN));
  }

  @Override
  public Reading read(ResourceUri uri, Caller caller) throws InterruptedException {
    String path = uri.rest();
    if (path.equals(HEALTH)) {
      return AnswerShelf.reading(catalogue.call(HEALTH_TOOL, Json.object(), caller));
    }
    if (path.equals(ALERTS)) {
      return AnswerShelf.found(catalogue.call(ALERTS_TOOL, Json.object(), caller));
    }
    if (path.equals("tools")) {
      return new Reading.Content(
          Resource.MARKDOWN, ToolReference.guide(catalogue.visibleTo(caller)), HOUR, false);
    }
    return text(path)
        .<Reading>map(Reading.Content::ofProgram)
        .orElseGet(() -> new Reading.Missing(missing(path)));
  }

  private Optional<String> text(String path) {
    if (path.equals(SCHEMA)) {
      return Optional.of(TableReference.overview());
    }
    if (path.startsWith(SCHEMA + "/")) {
      return Tables.find(path.substring(SCHEMA.length() + 1)).map(TableReference::table);
    }
    if (path.equals("glossary")) {
      return documentation.page("glossary.md").map(Page::text);
    }
    if (path.startsWith(DOCS)) {
      return documentation.page(path.substring(DOCS.length())).map(Page::text);
    }
    return FilledTable.at(path).map(FilledTable::markdown);
  }

  private String missing(String path) {
    String what = "resource not found: there is no " + uri(path);
    if (path.startsWith(SCHEMA + "/")) {
      return what
          + "; tables are "
          + Tables.all().stream().map(Table::name).collect(Collectors.joining(", "));
    }
    if (path.startsWith(DOCS)) {
      return what + "; pages are " + String.join(", ", documentation.paths());
    }
    return what + "; resources/list names all";
  }

  @Override
  public Optional<String> state(ResourceUri uri, Caller caller) {
    return switch (uri.rest()) {
      case HEALTH -> watched(HEALTH_TOOL, health, caller);
      case ALERTS -> watched(ALERTS_TOOL, alerts, caller);
      default -> Optional.empty();
    };
  }

  private Optional<String> watched(String tool, Supplier<String> state, Caller caller) {
    return AnswerShelf.isFor(catalogue, tool, caller) ? Optional.of(state.get()) : Optional.empty();
  }
}
