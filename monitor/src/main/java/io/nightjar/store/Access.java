package io.nightjar.store;

/** What a user of the store may do. */
enum Access {
  /** Everything. */
  WRITER,
  /** One read-only statement at a time, within limits. */
  READER
}
