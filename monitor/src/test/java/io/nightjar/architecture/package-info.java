/** The rules of the house, and bad code that shows each of them bites. */
@org.jspecify.annotations.NullMarked
package io.nightjar.architecture;
