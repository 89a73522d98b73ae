package io.nightjar.guide;

import java.time.Duration;

/** What came of reading a resource. */
public sealed interface Reading {
  /**
   * Its text.
   *
   * @param fresh how long a client may keep it
   * @param common whether everyone reads the same
   */
  record Content(String mimeType, String text, Duration fresh, boolean common) implements Reading {
    /** Text of the program itself, which stays until another version runs. */
    static Content ofProgram(String markdown) {
      return new Content(Resource.MARKDOWN, markdown, Duration.ofHours(1), true);
    }
  }

  /**
   * There is nothing at this address.
   *
   * @param message for the caller: what came, what there is
   */
  record Missing(String message) implements Reading {}

  /**
   * It cannot be read now, or not by this caller.
   *
   * @param message for the caller: why, and what to do
   */
  record Refused(String message) implements Reading {}
}
