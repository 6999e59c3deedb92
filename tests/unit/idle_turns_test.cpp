// Turns that come when the processors are idle.
#include "server/idle_turns.h"

#include <gtest/gtest.h>

#include <thread>

namespace rockpool {
namespace {

TEST(IdleTurns, ComeAgainAndAgain) {
  const WaitForTurn wait = TurnsWhen([] { return true; });
  for (int turn = 0; turn < 3; ++turn) {
    EXPECT_TRUE(wait(std::stop_token()));
  }
}

TEST(IdleTurns, ComeOnceAProcessorIsIdle) {
  int looks = 0;
  const WaitForTurn wait = TurnsWhen([&looks] { return ++looks == 3; });
  EXPECT_TRUE(wait(std::stop_token()));
  EXPECT_EQ(looks, 3);
}

TEST(IdleTurns, AreNotWaitedForOnceTheWorkIsToStop) {
  const WaitForTurn wait = TurnsWhen([] { return true; });
  std::stop_source source;
  source.request_stop();
  EXPECT_FALSE(wait(source.get_token()));
  EXPECT_FALSE(wait(source.get_token()));
}

TEST(IdleTurns, EndWhenTheWorkIsStoppedFromElsewhereWhileNoProcessorIsIdle) {
  const WaitForTurn wait = TurnsWhen([] { return false; });
  std::stop_source source;
  const std::jthread stopper([&] { source.request_stop(); });
  while (wait(source.get_token())) {
  }
  EXPECT_TRUE(source.stop_requested());
}

TEST(IdleTurns, ComeNowAndThenWhereNoProcessorIsEverIdle) {
  const WaitForTurn wait = TurnsWhen([] { return false; });
  EXPECT_TRUE(wait(std::stop_token()));
}

TEST(IdleTurns, DoNotCountWhoAsks) {
  EXPECT_TRUE(LeavesOneIdle("0.46 0.76 2.14 1/110 31644\n", 1));
  EXPECT_TRUE(LeavesOneIdle("0.46 0.76 2.14 2/110 31644\n", 2));
  EXPECT_FALSE(LeavesOneIdle("0.46 0.76 2.14 3/110 31644\n", 2));
  EXPECT_FALSE(LeavesOneIdle("10.46 9.76 2.14 12/110 31644\n", 8));
}

TEST(IdleTurns, ComeAtOnceWhereTheSystemDoesNotTellWhoRuns) {
  EXPECT_TRUE(LeavesOneIdle("", 2));
  EXPECT_TRUE(LeavesOneIdle("3/110", 2));
  EXPECT_TRUE(LeavesOneIdle("0.00 0.00 0.00 0/0 0\n", 2));
}

}  // namespace
}  // namespace rockpool
