/** Whether hosts use the servers they are expected to use. */
@NullMarked
package io.nightjar.expected;

import org.jspecify.annotations.NullMarked;
