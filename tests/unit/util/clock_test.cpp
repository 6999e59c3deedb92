// The domain's clock beside wall time.
#include "server/util/clock.h"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.h"

namespace rockpool::util {
namespace {

class MovableClockTest : public ::testing::Test {
 protected:
  support::FakeWallClock wall;
  MovableClock clock{wall};
};

TEST_F(MovableClockTest, IsWallTimeUntilItIsMoved) {
  EXPECT_EQ(clock.Now(), wall.Now());
  wall.Advance(5);
  EXPECT_EQ(clock.Now(), wall.Now());
  EXPECT_EQ(clock.setting(), ClockSetting{});
}

TEST_F(MovableClockTest, RunsOnWithItsOffset) {
  for (const EpochMillis offset : {EpochMillis{1}, EpochMillis{-1}, EpochMillis{86'400'000}, EpochMillis{-86'400'001}}) {
    clock.Set({.frozen = false, .millis = offset});
    EXPECT_EQ(clock.Now(), wall.Now() + offset);
    wall.Advance(1000);
    EXPECT_EQ(clock.Now(), wall.Now() + offset);
    EXPECT_EQ(clock.setting(), (ClockSetting{false, offset}));
  }
}

TEST_F(MovableClockTest, StandsStillWhereItIsFrozen) {
  for (const EpochMillis instant : {EpochMillis{0}, EpochMillis{1'234'567'891'011}, kLatestTime}) {
    clock.Set({.frozen = true, .millis = instant});
    wall.Advance(1000);
    EXPECT_EQ(clock.Now(), instant);
    EXPECT_EQ(clock.setting(), (ClockSetting{true, instant}));
  }
}

TEST_F(MovableClockTest, RunsIntoNoBound) {
  clock.Set({.frozen = false, .millis = kLatestTime - wall.Now()});
  wall.Advance(1000);
  EXPECT_EQ(clock.Now(), kLatestTime);
  clock.Set({.frozen = false, .millis = -wall.Now()});
  wall.Advance(-1000);
  EXPECT_EQ(clock.Now(), kEarliestTime);
}

}  // namespace
}  // namespace rockpool::util
