package io.nightjar.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one thing.
 *
 * @param columns what the facts are, in order
 * @param values one for each column, as in {@link Table}
 * @param notes sentences of ours, never text from the network
 */
public record Entity(
    List<Column> columns,
    List<@Nullable Object> values,
    Instant asOf,
    Source source,
    List<String> notes)
    implements Answer {}
