package dev.ratecast.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CallGateTest {
    @Test
    void who_leaves_makes_place_for_another_and_leaving_twice_counts_once() {
        CallGate gate = new CallGate(2, 100);
        CallGate.Call one = gate.enter();
        gate.enter();

        assertThat(gate.enter()).isNull();
        one.leave();
        one.leave();
        assertThat(gate.calls()).isEqualTo(1);
        assertThat(gate.enter()).isNotNull();
        assertThat(gate.enter()).isNull();
    }

    @Test
    void bytes_are_held_together_by_all_calls_until_they_leave() {
        CallGate gate = new CallGate(2, 100);
        CallGate.Call one = gate.enter();
        CallGate.Call two = gate.enter();

        assertThat(one.hold(60)).isTrue();
        assertThat(two.hold(41)).isFalse();
        assertThat(two.hold(40)).isTrue();
        assertThat(gate.bytes()).isEqualTo(100);
        one.leave();
        two.leave();
        assertThat(gate.bytes()).isZero();
    }

    @Test
    void a_gate_that_lets_nobody_in_is_refused() {
        assertThatThrownBy(() -> new CallGate(0, 1)).hasMessageContaining("max-calls");
        assertThatThrownBy(() -> new CallGate(1, 0)).hasMessageContaining("max-body-bytes");
    }
}
