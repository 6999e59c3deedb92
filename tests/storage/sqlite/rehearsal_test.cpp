// That a store for tests runs each write twice, and keeps the second run alone.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "storage/sqlite/store.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

class Rehearsal : public ::testing::Test {
 protected:
  const std::unique_ptr<sqlite::Store> store_ = sqlite::Store::Open({.path = ":memory:", .rehearse_writes = true});
};

TEST_F(Rehearsal, RunsAWriteTwiceAndKeepsTheSecondRun) {
  int runs = 0;
  const int returned = store_->Write([&](Transaction& transaction) {
    ++runs;
    transaction.user_pools().Insert(PoolNamed("pool" + std::to_string(runs)));
    return runs;
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(returned, 2);
  store_->Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.user_pools().FindById("pool1"), std::nullopt);
    EXPECT_NE(transaction.user_pools().FindById("pool2"), std::nullopt);
  });
}

TEST_F(Rehearsal, ThrowsWhatTheSecondRunThrows) {
  int runs = 0;
  EXPECT_THROW(store_->Write([&](Transaction&) {
    if (++runs == 2) {
      throw std::out_of_range("the second");
    }
    throw std::length_error("the first");
  }),
               std::out_of_range);
  EXPECT_EQ(runs, 2);
}

TEST_F(Rehearsal, LeavesTheStoreUsableAfterAConflict) {
  const auto insert = [&] { store_->Write([](Transaction& transaction) { transaction.user_pools().Insert(PoolNamed("pool")); }); };
  insert();
  EXPECT_THROW(insert(), Conflict);
  EXPECT_EQ(store_->Read([](const Transaction& transaction) { return transaction.user_pools().Count(kAccount, kRegion); }), 1U);
}

TEST_F(Rehearsal, DoesNotChangeHowReadsRun) {
  int runs = 0;
  store_->Read([&](const Transaction&) { ++runs; });
  EXPECT_EQ(runs, 1);
}

}  // namespace
}  // namespace rockpool::storage::testing
