/** Flows: table, wheel, connection states. */
@org.jspecify.annotations.NullMarked
package io.nightjar.flow;
