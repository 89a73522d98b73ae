package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Answer;
import io.nightjar.net.IpAddress;
import io.nightjar.probe.ProbeType.Operator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The routers on the way to a host, by echo requests that may pass ever more of them. */
final class PathTrace implements ProbeKind {
  private static final int MOST_HOPS = 30;
  private static final int TRIES = 2;

  /** Asked at once: routers answer few such messages a second. */
  private static final int TOGETHER = 6;

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final String SILENT = "*";

  private static final ProbeType TYPE =
      new ProbeType(
          Measurement.PATH,
          "hops to a host; the routers on the way are in probe_results.path",
          "host name or address",
          "hops",
          Operator.GT,
          MOST_HOPS,
          MOST_HOPS,
          ProbeType.ANY,
          Map.of(),
          Duration.ofSeconds(25));

  @Override
  public ProbeType type() {
    return TYPE;
  }

  @Override
  public String target(String text) {
    return HostName.parse(text);
  }

  @Override
  public String host(String target) {
    return target;
  }

  @Override
  public Outcome run(Probe probe, Instruments with) throws NoAnswer, InterruptedException {
    Destination to = with.find(probe.target(), Deadline.in(ProbeType.USUAL_TIME));
    List<String> path = new ArrayList<>();
    for (int first = 1; first <= MOST_HOPS; first += TOGETHER) {
      for (EchoReply reply : hops(with.echoes(), to.first(), first)) {
        IpAddress from = reply.from();
        path.add(from == null ? SILENT : from.toString());
        if (reply.isReply()) {
          return Outcome.up(path.size()).to(to).with(new Answer(0, null, 0, path));
        }
        if (reply.kind() == EchoReply.Kind.UNREACHABLE) {
          throw unanswered("is unreachable, says " + path.getLast(), to, path);
        }
      }
    }
    throw unanswered("does not answer within " + MOST_HOPS + " hops", to, path);
  }

  private static NoAnswer unanswered(String how, Destination to, List<String> path) {
    while (!path.isEmpty() && path.getLast().equals(SILENT)) {
      path.removeLast();
    }
    NoAnswer none = NoAnswer.down(to.host() + " " + how);
    return none.with(none.outcome().to(to).with(new Answer(0, null, 0, path)));
  }

  /** What is at these hops; who keeps silent is asked again. */
  private static List<EchoReply> hops(EchoSender echoes, IpAddress to, int first)
      throws NoAnswer, InterruptedException {
    EchoReply[] replies = new EchoReply[TOGETHER];
    Arrays.fill(replies, EchoReply.silence());
    for (int attempt = 0; attempt < TRIES; attempt++) {
      List<CompletableFuture<EchoReply>> sent = new ArrayList<>();
      for (int i = 0; i < TOGETHER; i++) {
        boolean isOpen = replies[i].kind() == EchoReply.Kind.SILENCE;
        sent.add(
            isOpen
                ? echoes.send(to, first + i, TIMEOUT)
                : CompletableFuture.completedFuture(replies[i]));
      }
      for (int i = 0; i < TOGETHER; i++) {
        replies[i] = EchoSender.await(sent.get(i));
      }
      if (Arrays.stream(replies).anyMatch(EchoReply::isReply)) {
        break;
      }
    }
    return List.of(replies);
  }
}
