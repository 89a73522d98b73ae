/** Lua 5.4, a state at a time, within a bound of memory. */
package io.nightjar.natives.lua;
