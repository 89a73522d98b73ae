/** The private engine: a child process that serves ClickHouse's HTTP interface from libchdb. */
@NullMarked
package io.nightjar.store;

import org.jspecify.annotations.NullMarked;
