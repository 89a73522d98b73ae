/** Access tokens of an authorization server of others, beside tokens of our own. */
@NullMarked
package io.nightjar.oauth;

import org.jspecify.annotations.NullMarked;
