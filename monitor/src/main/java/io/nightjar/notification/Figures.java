package io.nightjar.notification;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of notices of one destination since it was added or the monitor was started.
 *
 * @param sent notices its server has
 * @param heldBack by the rate limit, told as a count
 * @param dropped found the queue full
 * @param failed given up after attempts, or refused
 * @param retries attempts beyond the first
 * @param waiting in the queue
 * @param capacity of the queue
 * @param lastSent when its server last took one
 * @param trouble why the last attempt failed, may come from the network; empty when it did not
 */
public record Figures(
    long sent,
    long heldBack,
    long dropped,
    long failed,
    long retries,
    int waiting,
    int capacity,
    Optional<Instant> lastSent,
    String trouble) {}
