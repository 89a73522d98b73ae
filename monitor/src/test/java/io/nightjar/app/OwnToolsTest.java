package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.natives.libc.NativeLibraryException;
import io.nightjar.natives.lua.LuaState;
import io.nightjar.tool.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tools of one's own in a running monitor, over a capture whose content others know too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnToolsTest {
  private static final String HOST = "192.168.2.126";
  private static final String HELLO =
      "return {name='%s', description='Says hello', handler=function(args) return '%s' end}";
  private static final Path EXAMPLES = Path.of("").toAbsolutePath().resolve("../examples");

  private Path tools = Path.of("");
  private Path data = Path.of("");
  private Product product;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    try {
      LuaState.check();
    } catch (NativeLibraryException e) {
      Assumptions.abort("skipped: " + e.getMessage());
    }
    data = folder.resolve("data");
    tools = data.resolve("tools");
    Files.createDirectories(tools);
    product =
        Product.start(
            data,
            "--token-rate",
            "100000",
            "--address-rate",
            "100000",
            "--pcap",
            SharedData.path("ndpi/pcap/1kxun.pcap").toString());
    product.awaitStored(190);
  }

  @AfterEach
  void empty() throws Exception {
    try (var files = Files.list(tools)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    awaitTools(Set.of());
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
  }

  private void put(String file, String text) throws IOException {
    Files.writeString(tools.resolve(file), text);
  }

  private void copy(String resource) throws IOException {
    try (var in = OwnToolsTest.class.getResourceAsStream("own-tools/" + resource)) {
      Files.copy(Objects.requireNonNull(in), tools.resolve(resource));
    }
  }

  private Set<String> listed() {
    JsonNode list = Client.json(product.client().modern("tools/list", Json.object()));
    return list.at("/result/tools")
        .valueStream()
        .filter(tool -> tool.toString().contains("\"Says hello\"") || isOwn(tool))
        .map(tool -> tool.path("name").asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isOwn(JsonNode tool) {
    return Set.of(
            "busiest_peers",
            "clients_of_app",
            "host_card",
            "flows_csv",
            "all_objects",
            "injected",
            "bad_sql",
            "loops",
            "breaks")
        .contains(tool.path("name").asString());
  }

  private void awaitTools(Set<String> names) throws InterruptedException {
    Product.await("tools are " + names, () -> listed().equals(names));
  }

  private void awaitProblem(String saying) throws InterruptedException {
    Product.await(
        "health says " + saying,
        () -> product.health().path("problems").toString().contains(saying));
  }

  @Test
  void theExamplesAnswerFromLiveStateAndHistory() throws Exception {
    for (String name : List.of("busiest_peers.lua", "clients_of_app.sql")) {
      Files.copy(EXAMPLES.resolve(name), tools.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    awaitTools(Set.of("busiest_peers", "clients_of_app"));
    JsonNode peers = product.call("busiest_peers", "{\"ip\":\"" + HOST + "\",\"limit\":3}");
    assertEquals(3, peers.path("returned").asInt(), peers.toString());
    JsonNode first = peers.at("/rows/0");
    JsonNode flows =
        product.call(
            "query",
            """
            {"sql":"SELECT if(src_ip = '%1$s', dst_ip, src_ip) AS peer, sum(bytes) AS b FROM flows \
            WHERE src_ip = '%1$s' OR dst_ip = '%1$s' GROUP BY peer ORDER BY b DESC LIMIT 1"}"""
                .formatted(HOST));
    assertEquals(flows.at("/rows/0/0"), first.path(column(peers, "ip")));
    assertEquals(flows.at("/rows/0/1").asLong(), first.path(column(peers, "bytes")).asLong());
    JsonNode clients = product.call("clients_of_app", "{\"app\":\"http\"}");
    assertEquals(
        product
            .row(
                "SELECT src_ip, sum(bytes) AS b FROM flows WHERE l7_proto = 'http' GROUP BY src_ip"
                    + " ORDER BY b DESC")
            .path(1)
            .asLong(),
        clients.at("/rows/0/1").asLong(),
        clients.toString());
    refused("clients_of_app", "{\"app\":\"http\",\"hours\":0}", "hours: 0 came");
    refused("clients_of_app", "{}", "app is missing");
    refused("busiest_peers", "{}", "ip is missing");
    assertEquals(
        0, product.call("clients_of_app", "{\"app\":\"x' OR 1=1 --\"}").path("total").asInt());
  }

  private static int column(JsonNode table, String name) {
    for (int i = 0; i < table.path("columns").size(); i++) {
      if (table.path("columns").path(i).asString().equals(name)) {
        return i;
      }
    }
    throw new AssertionError("no column " + name + " in " + table);
  }

  private void refused(String tool, String arguments, String saying) {
    HttpResponse<String> response = product.client().post(tool, arguments);
    assertTrue(response.statusCode() >= 400, response.body());
    assertTrue(response.body().contains(saying), response.body());
    assertFalse(response.body().contains("io.nightjar"), response.body());
    assertFalse(response.body().contains(tools.toString()), response.body());
    assertFalse(response.body().contains(".java"), response.body());
  }

  @Test
  void toolsInTheStyleOfNtopngsAnswerWhatOurOwnDo() throws Exception {
    for (String each :
        List.of("host_card.lua", "flows_csv.lua", "all_objects.lua", "injected.lua")) {
      copy(each);
    }
    awaitTools(Set.of("all_objects", "flows_csv", "host_card", "injected"));
    JsonNode host = product.call("get_host_info", "{\"ip\":\"" + HOST + "\"}");
    for (String arguments :
        List.of(
            "{\"ip\":\"" + HOST + "\"}", "{\"content\":\"{\\\"ip\\\":\\\"" + HOST + "\\\"}\"}")) {
      JsonNode card = product.call("host_card", arguments);
      assertEquals(cell(card, "bytes_sent"), host.path("bytes_sent").asLong());
      assertEquals(cell(card, "bytes_rcvd"), host.path("bytes_received").asLong());
      assertEquals(cell(card, "packets_sent"), host.path("packets_sent").asLong());
      assertEquals(host.path("mac"), card.at("/rows/0/" + column(card, "mac")));
    }
    refused("host_card", "{\"content\":\"what now\"}", "content must be JSON {ip}");
    JsonNode none = product.call("host_card", "{\"ip\":\"192.0.2.99\"}");
    assertEquals("No data found for host 192.0.2.99", none.at("/rows/0/0").asString());
    JsonNode csv =
        product.call("flows_csv", "{\"ip\":\"" + HOST + "\",\"role\":\"client\",\"max_flows\":4}");
    long total =
        product
            .call("get_live_flows_for_host", "{\"ip\":\"" + HOST + "\",\"role\":\"client\"}")
            .path("total")
            .asLong();
    assertEquals("4 of " + total + " flows", csv.at("/rows/0/0").asString());
    assertEquals(6, csv.path("returned").asInt());
    JsonNode all = product.call("all_objects", "{}");
    assertEquals("1kxun.pcap", all.at("/rows/0/" + column(all, "name")).asString());
    assertEquals(product.call("list_macs", "{}").path("total").asLong(), cell(all, "num_macs"));
    assertEquals(cell(all, "mac_bytes_listed"), cell(all, "mac_bytes"));
    JsonNode networks = product.call("list_networks", "{}");
    JsonNode largest = networks.at("/rows/0");
    assertEquals(
        largest.path(column(networks, "bytes_sent")).asLong()
            + largest.path(column(networks, "bytes_received")).asLong(),
        cell(all, largest.path(0).asString()));
    for (String truth : List.of("empty", "nobody", "refused", "no_address")) {
      assertTrue(all.at("/rows/0/" + column(all, truth)).asBoolean(), truth + ": " + all);
    }
    assertEquals("tried 7", product.call("injected", "{}").at("/rows/0/0").asString());
  }

  private static long cell(JsonNode table, String column) {
    return table.at("/rows/0").path(column(table, column)).asLong();
  }

  @Test
  void aTokenBoundToNetworksSeesItsOwnHostsOnly() throws Exception {
    copy("host_card.lua");
    copy("flows_csv.lua");
    Files.copy(EXAMPLES.resolve("clients_of_app.sql"), tools.resolve("clients_of_app.sql"));
    awaitTools(Set.of("clients_of_app", "flows_csv", "host_card"));
    Client bound = client("--networks", "14.136.136.108/32", "--role", "analyst");
    JsonNode hidden = bound.call("host_card", "{\"ip\":\"" + HOST + "\"}");
    assertTrue(hidden.at("/rows/0/0").asString().startsWith("No data found"), hidden.toString());
    JsonNode flows = bound.call("flows_csv", "{\"ip\":\"" + HOST + "\"}");
    assertTrue(flows.at("/rows/2/0").asString().contains("14.136.136.108"), flows.toString());
    JsonNode clients = bound.call("clients_of_app", "{\"app\":\"http\"}");
    assertTrue(clients.path("total").asInt() <= 1, clients.toString());
    Client viewer = client("--role", "viewer");
    assertEquals(403, viewer.post("host_card", "{\"ip\":\"" + HOST + "\"}").statusCode());
  }

  private Client client(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("token", "create", "--user", "bob"));
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(List.of(options));
    Product.Ended made = Product.run(arguments.toArray(String[]::new));
    assertEquals(0, made.code(), made.err());
    return new Client(product.url(), made.out().strip());
  }

  @Test
  void aFileComesChangesAndGoesWithoutARestart() throws Exception {
    put("hello.lua", HELLO.formatted("hello", "one"));
    awaitTools(Set.of("hello"));
    assertEquals("one", product.call("hello", "{}").at("/rows/0/0").asString());
    put("hello.lua", HELLO.formatted("hello", "changed"));
    Product.await(
        "it changes",
        () -> product.call("hello", "{}").at("/rows/0/0").asString().equals("changed"));
    Files.delete(tools.resolve("hello.lua"));
    awaitTools(Set.of());
    assertEquals(404, product.client().post("hello", "{}").statusCode());
  }

  @Test
  void aBrokenFileDoesNotDisturbTheOthers() throws Exception {
    put("good.lua", HELLO.formatted("good", "still here"));
    put("syntax.lua", "return {\n  name = 'x',\n  handler = function( end }");
    put("writer.lua", HELLO.formatted("writer", "x").replace("}", ", opts={read_only=false}}"));
    put("head.sql", "---\nname: a\n---\nSELECT 1");
    put("taken.lua", HELLO.formatted("list_hosts", "x"));
    put("z_twice.lua", HELLO.formatted("good", "second"));
    put("forever.lua", "while true do end");
    Files.write(tools.resolve("bytes.lua"), new byte[] {(byte) 0xff, 0, 1});
    put("long.lua", "-".repeat(256 * 1024 + 1));
    Files.createSymbolicLink(tools.resolve("link.lua"), Path.of("/etc/hostname"));
    put("open.lua", HELLO.formatted("open", "x"));
    Files.setPosixFilePermissions(
        tools.resolve("open.lua"), PosixFilePermissions.fromString("rw-rw-rw-"));
    put("notes.txt", "is not looked at");
    awaitTools(Set.of("good"));
    awaitProblem("own tools: 10 files are broken");
    assertEquals("still here", product.call("good", "{}").at("/rows/0/0").asString());
    Product.Ended doctor = Product.run("doctor", "--data", data.toString());
    for (String line :
        List.of(
            "syntax.lua:3: ",
            "writer.lua: opts.read_only is false",
            "head.sql:1: description: is missing",
            "z_twice.lua: the name good is taken by good.lua",
            "forever.lua: was stopped while it was read: it took more than 2.0 s",
            "bytes.lua: is not UTF-8",
            "long.lua: has more than 256 KiB",
            "link.lua: is no regular file; links are not followed",
            "open.lua: anybody may write to it")) {
      assertTrue(doctor.out().contains(line), line + ": " + doctor.out());
    }
    String errors = product.errors();
    assertTrue(errors.contains("taken.lua: the name list_hosts is that of a tool"), errors);
    assertEquals(2, errors.split("own tool is broken: syntax.lua", -1).length, errors);
    assertTrue(
        product
            .client()
            .get("/metrics")
            .body()
            .contains("nightjar_own_tools{state=\"broken\"} 10"));
  }

  @Test
  void aFolderAnybodyMayWriteToGivesNoTools() throws Exception {
    put("good.lua", HELLO.formatted("good", "x"));
    awaitTools(Set.of("good"));
    Files.setPosixFilePermissions(tools, PosixFilePermissions.fromString("rwxrwxrwx"));
    try {
      awaitTools(Set.of());
      awaitProblem("own tools: 1 file is broken");
    } finally {
      Files.setPosixFilePermissions(tools, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    awaitTools(Set.of("good"));
  }

  @Test
  void atMostSixtyFourAreServed() throws Exception {
    Set<String> names = new TreeSet<>();
    for (int i = 100; i < 170; i++) {
      put("t" + i + ".lua", HELLO.formatted("t" + i, "x"));
      names.add("t" + i);
    }
    awaitTools(names.stream().limit(64).collect(Collectors.toCollection(TreeSet::new)));
    awaitProblem("own tools: 6 files are broken");
  }

  @Test
  void whatGoesWrongInsideIsNotTold() throws Exception {
    put(
        "loops.lua",
        "return {name='loops', description='Loops', handler=function() while true do end end}");
    put(
        "breaks.lua",
        "return {name='breaks', description='Breaks', handler=function(args)\n"
            + "  error('secret of the author')\nend}");
    put("bad.sql", "-- name: bad_sql\n-- description: b\nSELECT nothing FROM system.users");
    put(
        "format.sql",
        "---\nname: injected\ndescription: b\narguments:\n  x:\n    type: text\n"
            + "    description: c\n---\nSELECT {x:String} FORMAT JSON");
    awaitTools(Set.of("bad_sql", "breaks", "injected", "loops"));
    refused("injected", "{\"x\":\"y\"}", "without FORMAT");
    refused("loops", "{}", "loops was stopped: it took more than 2.0 s");
    refused("breaks", "{}", "breaks failed at line 2 of its file");
    assertFalse(product.client().post("breaks", "{}").body().contains("secret"));
    refused("bad_sql", "{}", "system.users is not a table of history");
    assertTrue(product.errors().contains("secret of the author"), product.errors());
  }

  @Test
  void toolsAnswerWhileFilesComeAndGo() throws Exception {
    put("steady.lua", HELLO.formatted("steady", "always"));
    awaitTools(Set.of("steady"));
    AtomicBoolean going = new AtomicBoolean(true);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(
            callers.submit(
                () -> {
                  int count = 0;
                  while (going.get()) {
                    JsonNode said = product.call("steady", "{}");
                    assertEquals("always", said.at("/rows/0/0").asString());
                    count++;
                  }
                  return count;
                }));
      }
      for (int round = 0; round < 6; round++) {
        for (int i = 0; i < 5; i++) {
          put("more" + i + ".lua", HELLO.formatted("more" + i, "round " + round));
        }
        put("half.lua", "return {");
        Thread.sleep(Duration.ofMillis(700));
        Files.delete(tools.resolve("more" + round % 5 + ".lua"));
      }
      going.set(false);
      for (Future<Integer> each : calls) {
        assertTrue(each.get() > 0);
      }
    }
    awaitProblem("own tools: 1 file is broken");
  }
}
