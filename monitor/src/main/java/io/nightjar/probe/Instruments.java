package io.nightjar.probe;

import io.nightjar.net.IpAddress;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What probes measure with.
 *
 * @param trust whose certificates are believed
 */
record Instruments(
    EchoSender echoes, Resolver resolver, Reach reach, Supplier<X509ExtendedTrustManager> trust) {
  /**
   * Looks a host up.
   *
   * @throws NoAnswer when its name has no address, or one that must not be probed
   */
  Destination find(String host, Deadline deadline) throws NoAnswer, InterruptedException {
    Destination found = resolver.find(host, deadline);
    for (IpAddress each : found.addresses()) {
      Optional<String> refusal = reach.refusal(each);
      if (refusal.isPresent()) {
        throw NoAnswer.failed(host + " is not probed: " + refusal.get());
      }
    }
    return found;
  }
}
