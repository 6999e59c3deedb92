#include "server/util/memory_budget.h"

#include <gtest/gtest.h>

namespace rockpool::util {
namespace {

TEST(MemoryBudget, IsSharedByAll) {
  MemoryBudget budget(100);
  MemoryBudget::Share one(budget);
  MemoryBudget::Share other(budget);
  EXPECT_TRUE(one.Hold(60));
  EXPECT_TRUE(other.Hold(40));
  EXPECT_FALSE(other.Hold(41));
  EXPECT_TRUE(one.Hold(10)) << "to hold less is always right";
  EXPECT_TRUE(other.Hold(90));
}

TEST(MemoryBudget, CountsWhatOneHoldsOnce) {
  MemoryBudget budget(100);
  MemoryBudget::Share share(budget);
  for (std::size_t bytes : {10U, 100U, 50U, 100U}) {
    EXPECT_TRUE(share.Hold(bytes));
    EXPECT_EQ(budget.held(), bytes);
  }
}

TEST(MemoryBudget, IsGivenBackAtTheEnd) {
  MemoryBudget budget(100);
  {
    MemoryBudget::Share share(budget);
    EXPECT_FALSE(share.Hold(1000));
    EXPECT_EQ(budget.held(), 1000U);
  }
  EXPECT_EQ(budget.held(), 0U);
}

TEST(MemoryBudget, TellsWhetherThereIsRoomAndHoldsNothingByIt) {
  MemoryBudget budget(100);
  MemoryBudget::Share one(budget);
  MemoryBudget::Share other(budget);
  one.Hold(30);
  EXPECT_TRUE(one.HasRoomFor(100)) << "what it holds is a part of it";
  EXPECT_TRUE(other.HasRoomFor(70));
  EXPECT_FALSE(other.HasRoomFor(71));
  EXPECT_FALSE(other.HasRoomFor(static_cast<std::size_t>(-1)));
  EXPECT_EQ(budget.held(), 30U);
}

}  // namespace
}  // namespace rockpool::util
