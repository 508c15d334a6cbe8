/** Guards calls over REST: callers need a token where one is configured, admin calls the admin role. */
@NullMarked
package dev.ratecast.access.rest;

import org.jspecify.annotations.NullMarked;
