/** Flows kept: schema, batched writing, and guarded reading, over ClickHouse's HTTP interface. */
@NullMarked
package io.nightjar.history;

import org.jspecify.annotations.NullMarked;
