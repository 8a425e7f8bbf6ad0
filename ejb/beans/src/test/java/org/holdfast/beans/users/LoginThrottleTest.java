package org.holdfast.beans.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.holdfast.engine.testing.TestClock;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final TestClock clock = new TestClock();
    private final LoginThrottle throttle = new LoginThrottle(clock);

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            throttle.failed(name, address);
        }
    }

    @Test
    void fourFailuresCostNothingAndTheFifthHalfAMinute() {
        fail(4, "alice", "10.0.0.1");
        assertThat(throttle.secondsToWait("alice", "10.0.0.1")).isZero();
        fail(1, "alice", "10.0.0.1");
        assertThat(throttle.secondsToWait("alice", "10.0.0.1")).isEqualTo(30);
        clock.advance(Duration.ofSeconds(30));
        assertThat(throttle.secondsToWait("alice", "10.0.0.1")).isZero();
    }

    @Test
    void eachFurtherFailureDoublesThePauseUpToAQuarterOfAnHour() {
        fail(6, "alice", "a");
        assertThat(throttle.secondsToWait("alice", "other")).isEqualTo(60);
        fail(100, "alice", "a");
        assertThat(throttle.secondsToWait("alice", "other")).isEqualTo(900);
    }

    @Test
    void aNameIsSlowedFromEverywhereAndAnAddressForEveryName() {
        for (int i = 0; i < 5; i++) {
            throttle.failed("alice", "address " + i);
            throttle.failed("name " + i, "10.0.0.9");
        }
        assertThat(throttle.secondsToWait("alice", "somewhere")).isPositive();
        assertThat(throttle.secondsToWait("bob", "10.0.0.9")).isPositive();
        assertThat(throttle.secondsToWait("bob", "somewhere")).isZero();
    }

    @Test
    void aSuccessForgivesTheNameAndNotTheAddress() {
        fail(5, "alice", "a");
        throttle.succeeded("alice");
        assertThat(throttle.secondsToWait("alice", "elsewhere")).isZero();
        assertThat(throttle.secondsToWait("alice", "a")).isPositive();
    }

    @Test
    void manyNamesTakeNoMemoryWithoutEnd() {
        fail(5, "first", "there");
        for (int i = 0; i < 20_000; i++) {
            throttle.failed("name " + i, "here");
        }
        assertThat(throttle.secondsToWait("first", "elsewhere")).isZero();
    }
}
