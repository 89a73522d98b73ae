package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Answer;
import io.nightjar.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a URL was answered, redirects followed.
 *
 * @param first where the first request went
 * @param certificateDays of the last server; null for none
 * @param bytes of the body that were read
 * @param bodyMs how long that took
 */
record HttpAnswer(
    Destination first,
    IpAddress address,
    int status,
    @Nullable Double certificateDays,
    long bytes,
    double bodyMs) {
  Answer answer() {
    return new Answer(status, certificateDays, bytes, List.of());
  }
}
