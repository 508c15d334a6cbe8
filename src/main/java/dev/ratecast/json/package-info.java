/**
 * Strict JSON for everything that arrives from outside: UTF-8 is checked, types are not coerced, nothing is read twice
 * or left over, and every wrong field is named with a stable code. Events and prediction requests are read with it.
 */
@NullMarked
package dev.ratecast.json;

import org.jspecify.annotations.NullMarked;
