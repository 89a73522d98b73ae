package io.nightjar.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows and what a reader must know to trust them.
 *
 * @param rows each as long as {@code columns}; a cell is a String, Number, Boolean, Instant, list
 *     of strings, or null
 * @param total how many rows there are in all, not only here; -1 when that is not known
 * @param nextCursor asks for the next page; null on the last
 * @param asOf the moment the rows are true for
 * @param notes sentences of ours (never text from the network): what was left out, what to try
 */
public record Table(
    List<Column> columns,
    List<List<@Nullable Object>> rows,
    long total,
    boolean truncated,
    @Nullable String nextCursor,
    Instant asOf,
    Source source,
    List<String> notes)
    implements Answer {}
