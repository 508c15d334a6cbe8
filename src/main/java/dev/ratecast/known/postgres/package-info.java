/** What is known, answered by SQL over the tables: needs no memory, and is always there where Postgres is. */
@NullMarked
package dev.ratecast.known.postgres;

import org.jspecify.annotations.NullMarked;
