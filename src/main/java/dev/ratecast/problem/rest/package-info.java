/** Turns whatever goes wrong in a REST call into a problem, so that no caller ever sees a stack trace. */
@NullMarked
package dev.ratecast.problem.rest;

import org.jspecify.annotations.NullMarked;
