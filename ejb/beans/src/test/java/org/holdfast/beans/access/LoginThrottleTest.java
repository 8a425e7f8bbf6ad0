package org.holdfast.beans.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.holdfast.engine.testing.TestClock;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final TestClock clock = new TestClock();
    private final LoginThrottle throttle = new LoginThrottle(clock, 5, 50);

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
        assertThat(throttle.secondsToWait("alice", "a")).isEqualTo(60);
        fail(40, "alice", "a");
        assertThat(throttle.secondsToWait("alice", "a")).isEqualTo(900);
    }

    @Test
    void nobodyElsewhereIsKeptOut() {
        fail(49, "alice", "a");
        assertThat(throttle.secondsToWait("alice", "b")).isZero();
        assertThat(throttle.secondsToWait("bob", "a")).isZero();
    }

    @Test
    void anAddressThatTriesManyNamesIsSlowedDownForEachOfThem() {
        for (int i = 0; i < 50; i++) {
            throttle.failed("name " + i, "a");
        }
        assertThat(throttle.secondsToWait("bob", "a")).isEqualTo(30);
        assertThat(throttle.secondsToWait("bob", "b")).isZero();
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() {
        fail(5, "alice", "2001:db8:1:2::1");
        assertThat(throttle.secondsToWait("alice", "2001:db8:1:2:ffff::7")).isEqualTo(30);
        assertThat(throttle.secondsToWait("alice", "2001:db8:1:3::1")).isZero();
        fail(5, "alice", "::ffff:10.0.0.1");
        assertThat(throttle.secondsToWait("alice", "10.0.0.1")).isEqualTo(30);
    }

    @Test
    void loginsThatComeTogetherCountLikeThoseThatDoNot() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.begin("alice", "a")).isZero();
        }
        assertThat(throttle.begin("alice", "a")).isEqualTo(30);
    }

    @Test
    void aSuccessForgivesTheName() {
        fail(4, "alice", "a");
        assertThat(throttle.begin("alice", "a")).isZero();
        throttle.endedWell("alice", "a");
        fail(4, "alice", "a");
        assertThat(throttle.secondsToWait("alice", "a")).isZero();
    }

    @Test
    void aLoginThatEndedWellDoesNotCountForItsAddress() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.begin("alice", "a")).isZero();
            throttle.endedWell("alice", "a");
        }
        assertThat(throttle.secondsToWait("bob", "a")).isZero();
    }

    @Test
    void aRightPasswordNowAndThenDoesNotHideTheGuesses() {
        for (int i = 0; i < 50; i++) {
            throttle.failed("name " + i, "a");
            throttle.succeeded("mallory", "a");
        }
        assertThat(throttle.secondsToWait("bob", "a")).isEqualTo(30);
    }

    @Test
    void failuresAreForgottenAfterAQuarterOfAnHour() {
        fail(4, "alice", "a");
        clock.advance(Duration.ofMinutes(15));
        fail(4, "alice", "a");
        assertThat(throttle.secondsToWait("alice", "a")).isZero();
    }

    @Test
    void manyAddressesTakeNoMemoryWithoutEnd() {
        fail(5, "first", "there");
        for (int i = 0; i < 20_000; i++) {
            throttle.failed("name", "address " + i);
        }
        assertThat(throttle.secondsToWait("first", "there")).isZero();
    }
}
