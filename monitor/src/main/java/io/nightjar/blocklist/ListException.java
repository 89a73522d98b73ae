package io.nightjar.blocklist;

import java.io.IOException;

/** A list that cannot be taken as a whole; the message says why, for people. */
final class ListException extends IOException {
  private static final long serialVersionUID = 1;

  ListException(String message) {
    super(message);
  }
}
