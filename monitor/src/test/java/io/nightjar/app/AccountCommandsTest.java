package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, tokens and the audit from the command line, while the monitor runs. */
class AccountCommandsTest {
  @TempDir private Path folder;

  private Product.Ended run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return Product.run(all.toArray(String[]::new));
  }

  private String said(String... arguments) throws Exception {
    Product.Ended ended = run(arguments);
    assertEquals(0, ended.code(), ended.err());
    return ended.out();
  }

  private void refused(int code, String saying, String... arguments) throws Exception {
    Product.Ended ended = run(arguments);
    assertEquals(code, ended.code(), ended.out() + ended.err());
    assertTrue((ended.out() + ended.err()).contains(saying), ended.out() + ended.err());
  }

  private static int status(Product product, String token, String tool) {
    return new Client(product.url(), token).post(tool, "{}").statusCode();
  }

  @Test
  void whatIsChangedIsTrueAtTheNextRequest() throws Exception {
    refused(2, "there is no", "token", "list");
    Path capture = new ManyFlows(10).write(folder.resolve("few.pcap"));
    try (Product product = Product.start(folder.resolve("data"), "--pcap", capture.toString())) {
      said("user", "add", "Bob", "--role", "admin");
      String token =
          said("token", "create", "--user", "bob", "--role", "admin", "--name", "one").strip();
      assertEquals(200, status(product, token, "list_audit"));
      said("user", "role", "bob", "viewer");
      assertEquals(403, status(product, token, "list_audit"));
      assertEquals(200, status(product, token, "list_hosts"));
      String rotated = said("token", "rotate", "bob/one").strip();
      assertEquals(401, status(product, token, "list_hosts"));
      assertEquals(200, status(product, rotated, "list_hosts"));
      String list = said("token", "list", "--user", "bob");
      assertTrue(list.matches("(?s).*bob +one +viewer +revoked.*bob +one +viewer +valid.*"), list);
      assertFalse(list.contains("nj_"), list);
      said("token", "revoke", "bob/one");
      assertEquals(401, status(product, rotated, "list_hosts"));
      refused(2, "no valid token", "token", "revoke", "bob/one");
      Product.Ended pasted = run("token", "revoke", rotated);
      assertFalse(pasted.err().contains(rotated), "a secret is not said again");
      String other = said("token", "create", "--user", "bob").strip();
      said("user", "remove", "bob");
      assertEquals(401, status(product, other, "list_hosts"));
      assertFalse(said("user", "list").contains("bob"));
      wrongUsageIsTold();
      theAuditTellsOfItAll(product);
    }
  }

  private void wrongUsageIsTold() throws Exception {
    refused(1, "there is a user admin", "user", "add", "admin");
    refused(1, "there is no user nobody", "user", "role", "nobody", "viewer");
    refused(1, "12 to 256 characters, this one has 0", "user", "password", "admin");
    refused(2, "ROLE", "user", "role", "admin", "king");
    refused(2, "'soon' is no time", "token", "rotate", "1", "--ttl", "soon");
    refused(2, "ID:HASH", "audit", "verify", "--head", "1");
    refused(2, "is no time", "audit", "export", "--from", "yesterday");
    for (String command : List.of("token", "user", "audit")) {
      Product.Ended ended = Product.run(command);
      assertEquals(2, ended.code());
      assertTrue(ended.err().contains(command + " needs a command: "), ended.err());
    }
    for (List<String> option :
        List.of(
            List.of("--token-rate", "0"),
            List.of("--address-requests", "-1"),
            List.of("--audit-reads", "some"),
            List.of("--audit-size", "much"))) {
      refused(2, option.getFirst() + ":", "run", option.getFirst(), option.getLast());
    }
  }

  private void theAuditTellsOfItAll(Product product) throws Exception {
    Product.await(
        "calls are written",
        () ->
            product.call("list_audit", "{\"user\":\"bob\",\"limit\":100}").path("rows").size()
                >= 4);
    String whole = said("audit", "verify");
    assertTrue(whole.matches("rows 1 to \\d+ are whole, the head is \\d+:[0-9a-f]{64}\\n"), whole);
    String head = whole.replaceAll("(?s).*head is (\\S+).*", "$1");
    said("audit", "verify", "--head", head);
    refused(1, "BROKEN", "audit", "verify", "--head", "3:" + "a".repeat(64));
    String export = said("audit", "export");
    for (String action :
        List.of(
            "user.create",
            "user.role",
            "user.remove",
            "token.create",
            "token.rotate",
            "token.revoke",
            "list_hosts")) {
      assertTrue(export.contains("\"action\":\"" + action + "\""), action);
    }
    assertFalse(export.contains("nj_"));
    assertEquals("", said("audit", "export", "--to", "2000-01-01T00:00:00Z"));
    archives(export, head);
  }

  private void archives(String export, String head) throws Exception {
    Path archive = folder.resolve("archive.jsonl");
    String moved = said("audit", "archive", archive.toString());
    assertTrue(Files.readString(archive).startsWith(export), moved);
    refused(2, "is there already", "audit", "archive", archive.toString());
    said("audit", "verify", "--file", archive.toString(), "--head", head);
    String after = said("audit", "verify");
    String end = moved.replaceAll("(?s).*the last is (\\S+).*", "$1");
    assertTrue(after.contains("the archive before it ends at " + end), after);
    Path changed = folder.resolve("changed.jsonl");
    Files.writeString(changed, Files.readString(archive).replace("user.role", "user.rule"));
    refused(1, "was changed", "audit", "verify", "--file", changed.toString());
    Files.writeString(changed, "{}\n");
    refused(1, "line 1 is no row", "audit", "verify", "--file", changed.toString());
  }
}
