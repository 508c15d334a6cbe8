/** Transactions and short looks on Postgres, the same for all that write and read there. */
@NullMarked
package dev.ratecast.transaction;

import org.jspecify.annotations.NullMarked;
