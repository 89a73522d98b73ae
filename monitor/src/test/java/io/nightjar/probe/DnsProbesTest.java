package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's dnsmasq as the server, and dig and curl as the others who ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class DnsProbesTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private static final int ROUNDS = 4;
  private static final String MANY =
      Stream.iterate(1, i -> i + 1)
          .limit(60)
          .map(i -> "--host-record=many.test,198.51.100." + i)
          .reduce((a, b) -> a + " " + b)
          .orElseThrow();

  private final EchoSender echoes = new EchoSender(new Telemetry());
  private @Nullable Process dnsmasq;
  private int port;
  private Instruments with;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(isInstalled("dnsmasq"), "skipped: no dnsmasq");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path empty = Files.createFile(folder.resolve("empty"));
    String options =
        "--keep-in-foreground --no-hosts --no-resolv --bind-interfaces --user=root --group=root"
            + " --listen-address=127.0.0.1 --port="
            + port
            + " --conf-file="
            + empty
            + " --pid-file="
            + folder.resolve("pid")
            + " --address=/test/ --host-record=one.test,192.0.2.1"
            + " --host-record=six.test,2001:db8::6 --cname=alias.test,one.test "
            + MANY;
    List<String> command =
        Stream.concat(Stream.of("dnsmasq"), Arrays.stream(options.split(" "))).toList();
    dnsmasq =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    with =
        new Instruments(
            echoes,
            new Resolver(),
            new Reach(List.of(Prefix.parse("127.0.0.1/32"))),
            TrustedAuthorities::ofMachine);
    for (int i = 0; i < 100 && run("one.test", null).state() != State.UP; i++) {
      Thread.sleep(50);
    }
  }

  private static boolean isInstalled(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  @AfterAll
  void stop() {
    echoes.close();
    if (dnsmasq != null) {
      dnsmasq.destroyForcibly();
    }
  }

  private Outcome run(String name, @Nullable String expected) throws InterruptedException {
    return run(name, port, expected);
  }

  private Outcome run(String name, int at, @Nullable String expected) throws InterruptedException {
    try {
      return new Dns()
          .run(
              new Probe(
                  Measurement.DNS,
                  name + "@127.0.0.1:" + at,
                  50,
                  Granularity.MINUTE,
                  null,
                  expected,
                  Maintenance.NEVER),
              with);
    } catch (NoAnswer none) {
      return none.outcome();
    }
  }

  private static void isDown(Outcome outcome, String saying) {
    assertEquals(State.DOWN, outcome.state(), outcome.toString());
    assertNull(outcome.value());
    assertTrue(outcome.reason().contains(saying), outcome.reason());
  }

  @Test
  void theRightAddressIsUpAndAnotherIsDown() throws Exception {
    assertEquals(State.UP, run("one.test", "192.0.2.1").state());
    assertEquals(State.UP, run("alias.test", "192.0.2.1").state());
    assertEquals(State.UP, run("six.test", "2001:db8::6").state());
    assertEquals(State.UP, run("six.test", null).state());
    isDown(run("one.test", "192.0.2.2"), "answered 192.0.2.1 for one.test, expected 192.0.2.2");
    isDown(run("none.test", null), "answered NXDOMAIN for none.test");
    isDown(run("elsewhere.example", null), "answered REFUSED");
  }

  @Test
  void whoDoesNotListenOrAnswerIsDown() throws Exception {
    isDown(run("one.test", 1, null), "nobody listens");
    assertThrows(
        NoAnswer.class,
        () -> {
          try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            DnsClient.ask(
                new InetSocketAddress(LOOPBACK, silent.getLocalPort()),
                "one.test",
                1,
                Deadline.in(Duration.ofMillis(100)));
          }
        });
  }

  @Test
  void aLongAnswerComesOverTcp() throws Exception {
    DnsReply reply =
        DnsClient.ask(
            new InetSocketAddress(LOOPBACK, port),
            "many.test",
            1,
            Deadline.in(Duration.ofSeconds(5)));
    assertEquals(60, reply.addresses().size());
  }

  @Test
  void namesAreLookedUpAsTheSystemsFilesSay(@TempDir Path folder) throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts, "192.0.2.9 nine.test NINE # the ninth\n");
    Path none = Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
    Resolver resolver = new Resolver(hosts, none);
    Deadline deadline = Deadline.in(Duration.ofSeconds(5));
    assertEquals(
        List.of(IpAddress.parse("192.0.2.9")), resolver.find("nine", deadline).addresses());
    assertEquals(
        List.of(IpAddress.parse("127.0.0.1")), resolver.find("localhost", deadline).addresses());
    NoAnswer invalid = assertThrows(NoAnswer.class, () -> resolver.find("a.invalid", deadline));
    assertEquals(State.DOWN, invalid.state());
  }

  /** Passes questions on and keeps answers back for 150 ms. */
  private DatagramSocket slow() throws IOException {
    DatagramSocket front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              byte[] buffer = new byte[2048];
              try (DatagramSocket back = new DatagramSocket()) {
                while (true) {
                  DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
                  front.receive(asked);
                  back.send(
                      new DatagramPacket(
                          buffer, asked.getLength(), InetAddress.getLoopbackAddress(), port));
                  DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
                  back.receive(answer);
                  WebSite.pause(150);
                  front.send(
                      new DatagramPacket(
                          answer.getData(), answer.getLength(), asked.getSocketAddress()));
                }
              } catch (IOException _) {
                // Closed.
              }
            });
    return front;
  }

  @Test
  void theTimeIsThatOfDig() throws Exception {
    assumeTrue(isInstalled("dig"), "skipped: no dig");
    try (DatagramSocket front = slow()) {
      int at = front.getLocalPort();
      double ours = Double.MAX_VALUE;
      double theirs = Double.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        Double value = run("one.test", at, null).value();
        ours = Math.min(ours, Objects.requireNonNull(value));
        String said = output("dig", "@127.0.0.1", "-p", String.valueOf(at), "one.test");
        Matcher time = Pattern.compile("Query time: (\\d+) msec").matcher(said);
        assertTrue(time.find(), said);
        theirs = Math.min(theirs, Double.parseDouble(time.group(1)));
      }
      isClose(theirs, ours);
    }
  }

  @Test
  void thePhasesAreThoseOfCurl() throws Exception {
    assumeTrue(isInstalled("curl"), "skipped: no curl");
    try (WebSite site = new WebSite()) {
      String url = site.url("/slow");
      Http kind = new Http(Measurement.HTTP);
      Probe probe =
          new Probe(Measurement.HTTP, url, 500, Granularity.MINUTE, null, null, Maintenance.NEVER);
      String format = "%{time_connect} %{time_pretransfer} %{time_starttransfer} %{time_total}";
      double[] ours = {1e9, 1e9, 1e9};
      double[] theirs = {1e9, 1e9, 1e9};
      for (int i = 0; i < ROUNDS; i++) {
        Phases phases = kind.run(probe, with).phases();
        least(ours, phases.connectMs(), phases.firstByteMs(), phases.totalMs());
        String[] seconds =
            output("curl", "-s", "-o", "/dev/null", "-w", format, url).split(" ", -1);
        double sent = Double.parseDouble(seconds[1]);
        least(
            theirs,
            Double.parseDouble(seconds[0]) * 1e3,
            (Double.parseDouble(seconds[2]) - sent) * 1e3,
            Double.parseDouble(seconds[3]) * 1e3);
      }
      for (int i = 0; i < ours.length; i++) {
        isClose(theirs[i], ours[i]);
      }
    }
  }

  private static void least(double[] so, @Nullable Double... more) {
    for (int i = 0; i < so.length; i++) {
      so[i] = Math.min(so[i], Objects.requireNonNull(more[i]));
    }
  }

  /** Within a tenth, or a few ms: the quickest of some runs, as the machine does other things. */
  private static void isClose(double theirs, double ours) {
    double difference = Math.abs(ours - theirs);
    assertTrue(difference <= Math.max(theirs / 10, 10), "theirs " + theirs + ", ours " + ours);
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
