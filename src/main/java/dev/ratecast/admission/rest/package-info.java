/** The gate before all REST calls: how many, how large, how slow. */
@NullMarked
package dev.ratecast.admission.rest;

import org.jspecify.annotations.NullMarked;
