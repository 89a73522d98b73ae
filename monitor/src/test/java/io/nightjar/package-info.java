/** Tests of the whole, and what tests share. */
@org.jspecify.annotations.NullMarked
package io.nightjar;
