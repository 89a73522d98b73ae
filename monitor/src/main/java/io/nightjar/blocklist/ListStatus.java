package io.nightjar.blocklist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a list is.
 *
 * @param source where it comes from, without secrets
 * @param format how it is written; empty while it was never read
 * @param entries in use
 * @param wrong lines that are no entry, or one the list may not hold
 * @param firstWrong the first of them in words; holds text of the list
 * @param checked when it was last known to be what its source has
 * @param hits flows it warned of
 * @param problem what is wrong with it as a whole; empty for nothing
 */
public record ListStatus(
    String name,
    boolean isAllow,
    Threat threat,
    String source,
    String format,
    long entries,
    long wrong,
    List<String> firstWrong,
    Optional<Instant> checked,
    long hits,
    String problem) {}
