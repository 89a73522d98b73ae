/** Mutated requests against a running endpoint. */
@org.jspecify.annotations.NullMarked
package io.nightjar.fuzz;
