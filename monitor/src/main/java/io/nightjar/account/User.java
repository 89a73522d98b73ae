package io.nightjar.account;

import java.time.Instant;

/**
 * A user.
 *
 * @param tokens how many of theirs nobody revoked
 */
public record User(String name, Role role, boolean hasPassword, Instant created, int tokens) {}
