package io.nightjar.tool;

import org.jspecify.annotations.Nullable;

/**
 * Arguments of a tool that answers in pages. The tool leaves out the first {@link
 * Cursor#rowsBefore} rows of its answer and gives {@link Cursor#after} for what follows.
 */
public interface Paged {
  /** Where the page starts; null for the first. */
  @Nullable String cursor();
}
