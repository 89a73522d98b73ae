package io.nightjar.probe;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.history.ProbeResult;
import io.nightjar.natives.icmp.EchoSocket;
import io.nightjar.telemetry.Telemetry;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Probes targets over a {@link LossyLink} in the namespaces that {@link NamespaceProbesTest} made,
 * and prints what it checks.
 */
final class ProbeLab implements AutoCloseable {
  private static final String NEAR = "10.77.1.2";
  private static final String NEAR_V6 = "fd77:1::2";
  private static final String BEYOND = "10.77.2.2";
  private static final String BEYOND_V6 = "fd77:2::2";
  private static final Duration SHORT = Duration.ofMillis(400);

  private final Process link;
  private final BufferedReader said;
  private final OutputStream orders;

  private ProbeLab(String relay) throws Exception {
    List<String> command = new ArrayList<>(List.of("nsenter", "-t", relay, "-n"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LossyLink.class.getName()));
    command.addAll(List.of("10.9.1.1", "10.9.1.2", "10.9.2.1", "10.9.2.2"));
    link = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    said = link.inputReader(StandardCharsets.UTF_8);
    orders = link.getOutputStream();
    said.readLine();
  }

  private void set(double delayMs, double jitterMs, double lossPercent) throws Exception {
    String order = delayMs + " " + jitterMs + " " + lossPercent + "\n";
    orders.write(order.getBytes(StandardCharsets.UTF_8));
    orders.flush();
    said.readLine();
  }

  /** The argument is the process whose namespace the link is in. */
  public static void main(String[] arguments) throws Exception {
    try (ProbeLab lab = new ProbeLab(arguments[0])) {
      groups("0 0");
      lab.measure("datagram");
      groups("1 0");
      lab.measure("raw");
      lab.alarms();
      lab.gap();
    }
  }

  /** Which groups may have ICMP sockets of datagrams, in this namespace. */
  private static void groups(String range) throws Exception {
    Files.writeString(Path.of("/proc/sys/net/ipv4/ping_group_range"), range);
  }

  private static Instruments instruments(EchoSender echoes) {
    return new Instruments(
        echoes, new Resolver(), new Reach(List.of()), TrustedAuthorities::ofMachine);
  }

  private void measure(String how) throws Exception {
    try (EchoSocket socket = new EchoSocket(false);
        EchoSender echoes = new EchoSender(new Telemetry())) {
      print(how + ".raw", socket.isRaw());
      Instruments with = instruments(echoes);
      set(40, 0, 0);
      ProbeKind icmp = new Icmp(40, Duration.ofMillis(10), SHORT);
      print(how + ".delay", run(icmp, NEAR, with).echoes().minMs());
      print(how + ".delay6", run(icmp, NEAR_V6, with).echoes().minMs());
      print(how + ".own", run(icmp, "10.77.1.1", with).reason());
      print(how + ".none", run(icmp, "10.77.3.1", with).reason());
      set(2, 0, 0);
      print(how + ".path", run(new PathTrace(), BEYOND, with).answer().path());
      print(how + ".path6", run(new PathTrace(), BEYOND_V6, with).answer().path());
      set(20, 0, 20);
      Outcome lossy = run(new ContinuousIcmp(600, Duration.ofMillis(3)), NEAR, with);
      print(how + ".availability", lossy.value());
      print(how + ".loss", lossy.echoes().lossPercent());
      set(40, 10, 0);
      Outcome shaken = run(new ContinuousIcmp(300, Duration.ofMillis(4)), NEAR, with);
      print(how + ".jitter", shaken.echoes().jitterMs());
      print(how + ".min", shaken.echoes().minMs());
      print(how + ".max", shaken.echoes().maxMs());
      print(how + ".shaken", shaken.value());
    }
  }

  private static Outcome run(ProbeKind kind, String target, Instruments with) throws Exception {
    try {
      return kind.run(probe(kind, target), with);
    } catch (NoAnswer none) {
      return none.outcome();
    }
  }

  private static Probe probe(ProbeKind kind, String target) {
    return new Probe(
        kind.type().measurement(), target, 30, Granularity.MINUTE, null, null, Maintenance.NEVER);
  }

  private void alarms() throws Exception {
    Recorded alerts = new Recorded();
    ProbeKind icmp = new Icmp(1, Duration.ZERO, Duration.ofMillis(150));
    try (EchoSender echoes = new EchoSender(new Telemetry())) {
      Instruments with = instruments(echoes);
      ProbeWatch watch = new ProbeWatch(probe(icmp, NEAR), icmp, "lab", alerts);
      set(1, 0, 0);
      runs(watch, with, 5);
      set(1, 0, 100);
      runs(watch, with, 2);
      print("alarm.after2", alerts);
      runs(watch, with, 2);
      print("alarm.after4", alerts);
      for (int i = 0; i < 10; i++) {
        set(1, 0, i % 2 == 0 ? 0 : 100);
        runs(watch, with, 1);
      }
      print("alarm.flapping", alerts);
      set(1, 0, 0);
      runs(watch, with, 3);
      print("alarm.released", alerts);
      set(50, 0, 0);
      runs(watch, with, 3);
      print("alarm.slow", alerts);
      set(1, 0, 0);
      runs(watch, with, 3);
      print("alarm.quick", alerts);
    }
  }

  private static void runs(ProbeWatch watch, Instruments with, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      watch.run(with);
    }
  }

  private void gap() throws Exception {
    ProbeKind icmp = new Icmp(1, Duration.ZERO, Duration.ofMillis(150));
    try (EchoSender echoes = new EchoSender(new Telemetry())) {
      set(1, 0, 100);
      ProbeWatch watch = new ProbeWatch(probe(icmp, NEAR), icmp, "lab", AlertSink.NONE);
      ProbeResult result = watch.run(instruments(echoes));
      print("gap", result.state() + " " + result.value() + " " + result.echoes().lossPercent());
    }
  }

  private static void print(String name, @Nullable Object value) {
    System.out.println(name + "=" + value);
  }

  @Override
  public void close() {
    link.destroyForcibly();
  }

  /** What was raised, in order. */
  private static final class Recorded implements AlertSink {
    private final List<String> all = new ArrayList<>();

    @Override
    public void happened(Finding finding) {
      all.add("!" + finding.type().key());
    }

    @Override
    public void engaged(Finding finding) {
      all.add("+" + finding.type().key());
    }

    @Override
    public void released(Finding finding) {
      all.add("-" + finding.type().key());
    }

    @Override
    public String toString() {
      return all.toString();
    }
  }
}
