/** The tools an assistant or a script calls: arguments, schemas, results. */
@NullMarked
package io.nightjar.tool;

import org.jspecify.annotations.NullMarked;
