/** Statements of users that are asked on a schedule and whose rows are alerts. */
@NullMarked
package io.nightjar.policy;

import org.jspecify.annotations.NullMarked;
