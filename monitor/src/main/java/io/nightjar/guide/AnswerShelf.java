package io.nightjar.guide;

import io.nightjar.account.Caller;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import io.nightjar.tool.ToolProblem;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resources that tools answer: within the caller's role and networks, the same limits, and the same
 * cleaning of text from the network.
 */
public final class AnswerShelf implements Shelf {
  private static final Duration FRESH = Duration.ofSeconds(1);

  /**
   * A call that may answer.
   *
   * @param arguments made of the open part of the address
   */
  private record Question(String tool, Function<String, ObjectNode> arguments) {}

  private final Catalogue catalogue;
  private final String scheme;
  private final ResourceTemplate template;
  private final List<Question> questions;

  /** The first question that finds something answers. */
  private AnswerShelf(
      Catalogue catalogue, String scheme, ResourceTemplate template, List<Question> questions) {
    this.catalogue = catalogue;
    this.scheme = scheme;
    this.template = template;
    this.questions = questions;
  }

  /** {@code host://{ip}}. */
  public static AnswerShelf hosts(Catalogue catalogue) {
    return new AnswerShelf(
        catalogue,
        "host",
        new ResourceTemplate(
            "host://{ip}",
            "ip",
            Word.ADDRESS,
            "host",
            "Host",
            "Everything known of one host, as get_host_info answers it",
            Resource.JSON),
        List.of(new Question("get_host_info", ip -> Json.object().put("ip", bare(ip)))));
  }

  private static String bare(String ip) {
    return ip.startsWith("[") && ip.endsWith("]") ? ip.substring(1, ip.length() - 1) : ip;
  }

  /** {@code flow://{id}}. */
  public static AnswerShelf flows(Catalogue catalogue) {
    return new AnswerShelf(
        catalogue,
        "flow",
        new ResourceTemplate(
            "flow://{id}",
            "id",
            Word.FLOW,
            "flow",
            "Flow",
            "One flow by its flow_id: live, or the rows history has of the last 30 days",
            Resource.JSON),
        List.of(
            new Question("get_live_flow", id -> Json.object().put("flow_id", id)),
            new Question(
                "get_historical_flow",
                id -> Json.object().put("flow_id", id).put("from", "-30d"))));
  }

  /** {@code alert://{id}}. */
  public static AnswerShelf alerts(Catalogue catalogue) {
    return new AnswerShelf(
        catalogue,
        "alert",
        new ResourceTemplate(
            "alert://{id}",
            "id",
            Word.ALERT,
            "alert",
            "Alert",
            "One alert by its alert_id, as explain_alert answers it",
            Resource.JSON),
        List.of(new Question("explain_alert", id -> Json.object().put("alert_id", id))));
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public List<Resource> resources(Caller caller) {
    return List.of();
  }

  @Override
  public List<ResourceTemplate> templates(Caller caller) {
    boolean answered =
        questions.stream().allMatch(question -> isFor(catalogue, question.tool(), caller));
    return answered ? List.of(template) : List.of();
  }

  @Override
  public Reading read(ResourceUri uri, Caller caller) throws InterruptedException {
    Reading last = new Reading.Missing("resource not found");
    for (Question question : questions) {
      ObjectNode arguments = question.arguments().apply(uri.rest());
      last = reading(catalogue.call(question.tool(), arguments, caller));
      if (!(last instanceof Reading.Missing)) {
        return last;
      }
    }
    return last;
  }

  static boolean isFor(Catalogue catalogue, String tool, Caller caller) {
    return catalogue.visibleTo(caller).stream().anyMatch(each -> each.card().name().equals(tool));
  }

  /** Of a list, which may be empty. */
  static Reading found(Outcome outcome) {
    return outcome instanceof Outcome.Answered answered
        ? new Reading.Content(
            Resource.JSON, Json.text(answered.payload().structured()), FRESH, false)
        : reading(outcome);
  }

  static Reading reading(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> answered(answered.payload().structured());
      case Outcome.Refused refused ->
          isAbout(refused.kind())
              ? new Reading.Missing(
                  "resource not found: " + refused.message() + ". What to do: " + refused.hint())
              : new Reading.Refused(refused.message() + ". What to do: " + refused.hint());
      case Outcome.Unknown _ -> new Reading.Missing("resource not found: there is no such tool");
      case Outcome.Question _ -> new Reading.Refused("reading changes nothing and asks nothing");
      case Outcome.Failed failed ->
          new Reading.Refused(
              "reading failed inside Nightjar; its log tells of incident " + failed.incident());
      case Outcome.Cancelled _ -> new Reading.Refused("reading was cancelled");
    };
  }

  /** Whether what was wrong is the address. */
  private static boolean isAbout(ToolProblem.Kind kind) {
    return kind == ToolProblem.Kind.NOT_FOUND || kind == ToolProblem.Kind.INVALID;
  }

  private static Reading answered(ObjectNode structured) {
    if (structured.has("rows") && structured.path("rows").isEmpty()) {
      return new Reading.Missing("resource not found: neither live state nor history has it");
    }
    return new Reading.Content(Resource.JSON, Json.text(structured), FRESH, false);
  }
}
