package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Echoes;
import io.nightjar.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Echo requests one after the other, and what came of them.
 *
 * @param silence why none was answered, where none was
 */
record EchoTrain(Echoes echoes, String silence) {
  /**
   * Sends them.
   *
   * @param spacing from one to the next
   * @param timeout how long each is waited for
   */
  static EchoTrain run(
      EchoSender by, IpAddress to, int requests, Duration spacing, Duration timeout)
      throws NoAnswer, InterruptedException {
    List<CompletableFuture<EchoReply>> sent = new ArrayList<>(requests);
    long start = System.nanoTime();
    for (int i = 0; i < requests; i++) {
      long wait = start + spacing.toNanos() * i - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
      }
      sent.add(by.send(to, EchoSender.FAR, timeout));
    }
    List<EchoReply> replies = new ArrayList<>(requests);
    for (CompletableFuture<EchoReply> each : sent) {
      replies.add(EchoSender.await(each));
    }
    return of(replies, to);
  }

  private static EchoTrain of(List<EchoReply> all, IpAddress to) throws NoAnswer {
    long notSent = all.stream().filter(one -> one.kind() == EchoReply.Kind.NOT_SENT).count();
    if (notSent == all.size()) {
      throw NoAnswer.down("no echo request can be sent to " + to + ": " + all.getFirst().reason());
    }
    double[] times =
        all.stream().filter(EchoReply::isReply).mapToDouble(EchoReply::rttMs).toArray();
    Echoes found = echoes(all.size(), times);
    return new EchoTrain(found, silence(all, to));
  }

  private static Echoes echoes(int sent, double[] times) {
    if (times.length == 0) {
      return new Echoes(sent, 0, null, null, null, null);
    }
    double least = times[0];
    double most = times[0];
    double sum = times[0];
    double differences = 0;
    for (int i = 1; i < times.length; i++) {
      least = Math.min(least, times[i]);
      most = Math.max(most, times[i]);
      sum += times[i];
      differences += Math.abs(times[i] - times[i - 1]);
    }
    return new Echoes(
        sent,
        times.length,
        Outcome.rounded(least),
        Outcome.rounded(sum / times.length),
        Outcome.rounded(most),
        times.length > 1 ? Outcome.rounded(differences / (times.length - 1)) : null);
  }

  private static String silence(List<EchoReply> all, IpAddress to) {
    return all.stream()
        .filter(one -> one.kind() == EchoReply.Kind.UNREACHABLE && one.from() != null)
        .findFirst()
        .map(one -> to + " is unreachable, says " + one.from())
        .orElse("none of " + all.size() + " echo requests was answered");
  }
}
