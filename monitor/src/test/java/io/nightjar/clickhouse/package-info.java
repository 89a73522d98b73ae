@NullMarked
package io.nightjar.clickhouse;

import org.jspecify.annotations.NullMarked;
