/** libchdb: ClickHouse in a library. */
package io.nightjar.natives.chdb;
