/** Users and tokens, in one SQLite file. */
@NullMarked
package io.nightjar.account;

import org.jspecify.annotations.NullMarked;
