package io.nightjar.guide;

/**
 * Something a client can read at a fixed address.
 *
 * @param name short, for lists
 * @param description when to read it, one sentence
 */
public record Resource(String uri, String name, String title, String description, String mimeType) {
  static final String MARKDOWN = "text/markdown";
  static final String JSON = "application/json";
}
