package io.nightjar.policy;

import io.nightjar.account.Role;
import io.nightjar.account.Token;
import io.nightjar.net.Asker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the token a policy was made with may still do so. */
final class PolicyOwner {
  private PolicyOwner() {}

  /** The token, while it opens what a policy needs. */
  static Optional<Asker> of(Policy policy, List<Token> tokens, Instant now) {
    return tokens.stream()
        .filter(token -> token.id() == policy.token())
        .filter(token -> token.isUsable(now) && token.role().compareTo(Role.ANALYST) >= 0)
        .map(token -> new Asker(token.id(), token.networks(), token.interfaces()))
        .findFirst();
  }

  /** Why it may not. */
  static String problem(Policy policy, List<Token> tokens, Instant now) {
    return tokens.stream()
        .filter(token -> token.id() == policy.token())
        .findFirst()
        .map(
            token ->
                token.isUsable(now)
                    ? "its owner " + token.user() + " is no analyst any more"
                    : "the token it was made with is " + token.state(now))
        .orElse("the token it was made with is gone, or its user is");
  }
}
