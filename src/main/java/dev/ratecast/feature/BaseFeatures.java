package dev.ratecast.feature;

import dev.ratecast.rating.Era;

/**
 * The base features of one question, unrounded, the customer's own rating of the movie left out.
 *
 * @param eraMean the customer's mean rating, in stars, on other movies of the movie's era; else the stand-in
 * @param neighborMean the neighbors' mean rating of the movie, in stars; else the stand-in
 * @param neighborCount how many neighbors there are
 * @param ratingYear the year of the request's rating date, UTC
 * @param era the movie's era; of an unknown movie, the era of the year that the request names
 * @param standIn the mean of all known ratings, in stars (the middle of the scale where there are none)
 */
public record BaseFeatures(
        double eraMean, double neighborMean, long neighborCount, int ratingYear, Era era, double standIn) {}
