package io.nightjar.dpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModelInstructionsTest {
  @Test
  void knowsTextsThatSpeakToAModel() throws IOException {
    List<String> texts;
    try (var in =
        Objects.requireNonNull(
            ModelInstructionsTest.class.getResourceAsStream("instructions.txt"))) {
      texts =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("# "))
              .map(line -> line.substring(2))
              .toList();
    }
    assertEquals(62, texts.size());
    assertEquals(List.of(), texts.stream().filter(text -> !ModelInstructions.in(text)).toList());
  }

  @Test
  void leavesUsualNamesAndUrlsAlone() {
    List<String> usual =
        List.of(
            "www.example.com",
            "system-update.apple.example",
            "use.typekit.example",
            "show.all.new.example.com",
            "api.openai.example",
            "prompt.example.com",
            "tools.add.example",
            "allow.this.example",
            "/static/js/system.chunk.js?token=1&as=user",
            "/search?q=new+rules+of+the+road",
            "/api/v1/messages/send?to=assistant",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",
            "C=US, O=Let's Encrypt, CN=R3",
            "CN=Microsoft Update Secure Server CA 2.1",
            "");
    assertEquals(List.of(), usual.stream().filter(ModelInstructions::in).toList());
  }
}
