/** Benchmarks of the packet path (JMH). */
@org.jspecify.annotations.NullMarked
package io.nightjar.benchmarks;
