package dev.ratecast.known;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;

/** What is asked about: a customer and a movie, either of which may be unknown. */
public record Question(CustomerId customer, MovieId movie) {}
