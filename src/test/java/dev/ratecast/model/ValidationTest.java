package dev.ratecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.feature.FeatureVectors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final long[] NOBODY = new long[6];

    private final Examples examples = new Examples(1);

    ValidationTest() {
        for (int row = 0; row < 10; row++) {
            examples.add(FeatureVectors.of(new float[] {row}, 3), 3);
        }
    }

    @Test
    void a_fold_ends_where_the_next_one_begins_and_learns_from_all_before_it() {
        Validation validation = new Validation(examples, List.of(4, 7), NOBODY);

        assertThat(validation.folds()).isEqualTo(2);
        assertThat(rows(validation.learn(0))).containsExactly(0, 1, 2, 3);
        assertThat(rows(validation.validate(0))).containsExactly(4, 5, 6);
        assertThat(rows(validation.learn(1))).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(rows(validation.validate(1))).containsExactly(7, 8, 9);
        assertThat(rows(validation.validated())).containsExactly(4, 5, 6, 7, 8, 9);
    }

    @Test
    void every_example_of_a_fold_has_a_customer() {
        assertThatThrownBy(() -> new Validation(examples, List.of(5), NOBODY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Validation(examples, List.of(), NOBODY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int[] rows(Examples examples) {
        return IntStream.range(0, examples.size())
                .map(row -> (int) examples.feature(row, 0))
                .toArray();
    }
}
