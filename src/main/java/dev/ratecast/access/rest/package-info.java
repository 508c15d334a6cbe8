/** Keeps callers without the admin role from admin calls over REST. */
@NullMarked
package dev.ratecast.access.rest;

import org.jspecify.annotations.NullMarked;
