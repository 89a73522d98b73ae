package io.nightjar.http;

import io.nightjar.account.Accounts;
import io.nightjar.account.Caller;
import java.util.Optional;

/** Tells who a token belongs to. */
public interface Authenticator {
  /**
   * The holder of this token, which is empty when none was sent.
   *
   * @throws LoginException when it is not simply wrong, and opens nothing
   */
  Optional<Caller> authenticate(String token);

  /** Whether there is any token that opens the door. */
  boolean hasUsableToken();

  /**
   * The header {@code WWW-Authenticate} that strangers get.
   *
   * @param tokenSent whether a token came, which was wrong
   */
  default String challenge(boolean tokenSent) {
    return "Bearer realm=\"nightjar\"";
  }

  /** The tokens of these accounts. */
  static Authenticator of(Accounts accounts) {
    return new Authenticator() {
      @Override
      public Optional<Caller> authenticate(String token) {
        return accounts.authenticate(token);
      }

      @Override
      public boolean hasUsableToken() {
        return accounts.hasUsableToken();
      }
    };
  }
}
