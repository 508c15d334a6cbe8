package dev.ratecast.measure.load;

import dev.ratecast.dataset.Dataset;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Bodies of prediction requests drawn like ratings: the customer of one rating and the movie of another, so that heavy
 * customers and popular movies are asked for most. All are for one date, so that the same request has the same answer.
 */
final class RequestBodies {
    /** Each is asked again after so many others. */
    private static final int DIFFERENT = 1 << 16;

    private static final String DATE = "2005-12-31";

    private final byte[][] bodies;

    /**
     * Draws bodies.
     *
     * @param batch how many requests a body holds; 1 makes it an object, more an array
     */
    RequestBodies(Dataset ratings, long seed, int batch) {
        Random random = new Random(seed);
        bodies = new byte[Math.max(1_024, DIFFERENT / batch)][];
        for (int i = 0; i < bodies.length; i++) {
            StringBuilder body = new StringBuilder();
            for (int request = 0; request < batch; request++) {
                body.append(request == 0 ? "" : ",").append(one(ratings, random));
            }
            String text = batch == 1 ? body.toString() : "[" + body + "]";
            bodies[i] = text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The body of a request; not to be changed. */
    byte[] of(int number) {
        return bodies[number % bodies.length];
    }

    private static String one(Dataset ratings, Random random) {
        long customer = ratings.customer(random.nextInt(ratings.size()));
        long movie = ratings.movie(random.nextInt(ratings.size()));
        return "{\"customer_id\":" + customer + ",\"movie_id\":" + movie + ",\"rating_date\":\"" + DATE + "\"}";
    }
}
