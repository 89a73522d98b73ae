/** Nightjar beside other programs that read the same captures. */
@org.jspecify.annotations.NullMarked
package io.nightjar.oracle;
