/** Backups: history and configuration as of one moment, in a folder each, and their way back. */
@NullMarked
package io.nightjar.backup;

import org.jspecify.annotations.NullMarked;
