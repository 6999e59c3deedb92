// Turns that come when the processors are idle.
#include "server/idle_turns.h"

#include <gtest/gtest.h>

#include <thread>

namespace rockpool {
namespace {

TEST(IdleTurns, ComeAgainAndAgain) {
  const WaitForTurn wait = IdleTurns();
  for (int turn = 0; turn < 3; ++turn) {
    EXPECT_TRUE(wait(std::stop_token()));
  }
}

TEST(IdleTurns, AreNotWaitedForOnceTheWorkIsToStop) {
  const WaitForTurn wait = IdleTurns();
  std::stop_source source;
  source.request_stop();
  EXPECT_FALSE(wait(source.get_token()));
  EXPECT_FALSE(wait(source.get_token()));
}

TEST(IdleTurns, EndWhenTheWorkIsStoppedFromElsewhere) {
  const WaitForTurn wait = IdleTurns();
  std::stop_source source;
  const std::jthread stopper([&] { source.request_stop(); });
  while (wait(source.get_token())) {
  }
  EXPECT_TRUE(source.stop_requested());
}

}  // namespace
}  // namespace rockpool
