package io.nightjar.spool;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Rows encoded for one insert.
 *
 * @param token the same whenever these rows are sent, so that the store takes them once
 * @param columns names of what {@code bytes} hold, in order
 * @param bytes in ClickHouse's Native format, all of an array that is not changed any more
 */
public record EncodedBatch(
    String token, String table, List<String> columns, int rows, ByteBuffer bytes) {}
