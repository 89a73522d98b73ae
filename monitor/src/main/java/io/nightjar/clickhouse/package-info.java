/** ClickHouse's HTTP interface over history, read-only, for programs that speak it. */
@NullMarked
package io.nightjar.clickhouse;

import org.jspecify.annotations.NullMarked;
