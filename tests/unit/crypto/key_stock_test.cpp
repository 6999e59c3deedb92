#include "server/crypto/key_stock.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <thread>

namespace rockpool::crypto {
namespace {

// Polls: the stock has no bell for being full, which the server does not need.
bool BecomesReady(const BackgroundKeyStock& stock, std::size_t count) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (stock.ready() < count && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  return stock.ready() >= count;
}

TEST(BackgroundKeyStock, MakesNoKeyBeforeItIsStarted) {
  const BackgroundKeyStock stock;
  EXPECT_EQ(stock.ready(), 0U);
}

TEST(BackgroundKeyStock, GivesAKeyEvenWhenItHasNone) {
  BackgroundKeyStock stock;
  EXPECT_NE(stock.Take().native(), nullptr);
}

TEST(BackgroundKeyStock, FillsItselfToItsSizeAndRefillsWhatIsTaken) {
  BackgroundKeyStock stock(2);
  stock.Start();
  stock.Start();
  ASSERT_TRUE(BecomesReady(stock, 2));
  EXPECT_NE(stock.Take().native(), nullptr);
  EXPECT_TRUE(BecomesReady(stock, 2));
  EXPECT_EQ(stock.ready(), 2U);
}

TEST(BackgroundKeyStock, NeverGivesAKeyTwice) {
  BackgroundKeyStock stock(1);
  stock.Start();
  ASSERT_TRUE(BecomesReady(stock, 1));
  std::set<std::string> keys;
  for (int count = 0; count < 3; ++count) keys.insert(stock.Take().ToPem());
  EXPECT_EQ(keys.size(), 3U);
}

TEST(BackgroundKeyStock, StopsWithoutFinishingTheKeysThatItIsMaking) {
  // A full stock of this size would take minutes.
  BackgroundKeyStock stock(1000);
  stock.Start();
  ASSERT_TRUE(BecomesReady(stock, 1));
}

}  // namespace
}  // namespace rockpool::crypto
