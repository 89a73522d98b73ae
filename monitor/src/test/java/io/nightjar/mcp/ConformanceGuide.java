package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.guide.Completion;
import io.nightjar.guide.Guide;
import io.nightjar.guide.Prompt;
import io.nightjar.guide.Prompts;
import io.nightjar.guide.Reading;
import io.nightjar.guide.Resource;
import io.nightjar.guide.ResourceTemplate;
import io.nightjar.guide.ResourceUri;
import io.nightjar.guide.Resources;
import io.nightjar.guide.Shelf;
import io.nightjar.guide.Word;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources and prompts of the suite that are such as Nightjar's. */
final class ConformanceGuide {
  private ConformanceGuide() {}

  static Guide guide() {
    return new Guide(
        new Resources(List.of(new Texts())),
        new Prompts(
            List.of(
                new Prompt(
                    "test_simple_prompt",
                    "Simple",
                    "A prompt without arguments.",
                    List.of(),
                    "This is a simple prompt for testing."),
                new Prompt(
                    "test_prompt_with_arguments",
                    "Arguments",
                    "A prompt with two arguments.",
                    List.of(argument("arg1"), argument("arg2")),
                    "Prompt with arguments: arg1='{{arg1}}', arg2='{{arg2}}'"))),
        new Completion(Map.of(Word.HOST, (_, _, _) -> List.of("paris", "park", "party"))));
  }

  private static Prompt.Argument argument(String name) {
    return new Prompt.Argument(name, Word.HOST, "", "A word.");
  }

  /** {@code test://}. */
  private record Texts() implements Shelf {
    @Override
    public String scheme() {
      return "test";
    }

    @Override
    public List<Resource> resources(Caller caller) {
      return List.of(new Resource("test://static-text", "text", "Text", "A text.", "text/plain"));
    }

    @Override
    public List<ResourceTemplate> templates(Caller caller) {
      return List.of(
          new ResourceTemplate(
              "test://template/{id}/data",
              "id",
              Word.FLOW,
              "data",
              "Data",
              "A text that holds its number.",
              "application/json"));
    }

    @Override
    public Reading read(ResourceUri uri, Caller caller) {
      if (uri.rest().equals("static-text")) {
        return new Reading.Content(
            "text/plain",
            "This is the content of the static text resource.",
            Duration.ofMinutes(1),
            true);
      }
      if (uri.rest().matches("template/\\d+/data")) {
        String id = uri.rest().replaceAll("\\D", "");
        return new Reading.Content(
            "application/json",
            "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}".formatted(id, id),
            Duration.ofMinutes(1),
            true);
      }
      return new Reading.Missing("resource not found");
    }

    @Override
    public Optional<String> state(ResourceUri uri, Caller caller) {
      return uri.rest().equals("watched-resource") ? Optional.of("") : Optional.empty();
    }
  }
}
