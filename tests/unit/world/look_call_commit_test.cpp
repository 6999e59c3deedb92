#include "server/world/look_call_commit.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "storage/sqlite/store.h"

namespace rockpool::world {
namespace {

constexpr const char* kName = "what_was_decided";

class LookCallCommitTest : public testing::Test {
 protected:
  static std::unique_ptr<storage::Store> EmptyStore() { return storage::sqlite::Store::Open({.path = ":memory:"}); }
  static void Write(storage::Transaction& transaction) { transaction.properties().Put(kName, "yes"); }

  void Reset() { store_->ReplaceContentsWith(*EmptyStore()); }
  bool WasWritten() {
    return store_->Read([](const storage::Transaction& transaction) { return transaction.properties().Find(kName).has_value(); });
  }

  std::unique_ptr<storage::Store> store_ = EmptyStore();
  LookCallCommit rounds_{*store_};
};

TEST_F(LookCallCommitTest, ReturnsWhatWasSeenAndWhatWasDecided) {
  EXPECT_TRUE(rounds_.Look([](const storage::Transaction& transaction) { return transaction.user_pools().IsEmpty(); }));
  EXPECT_EQ(rounds_.Commit([](storage::Transaction& transaction) {
    Write(transaction);
    return std::string("done");
  }),
            "done");
  EXPECT_TRUE(WasWritten());
}

TEST_F(LookCallCommitTest, HoldsNoTransactionInBetween) {
  rounds_.Look([](const storage::Transaction&) {});
  EXPECT_NO_THROW(store_->Write([](storage::Transaction&) {}));
  EXPECT_NO_THROW(rounds_.Commit([](storage::Transaction& transaction) { Write(transaction); }));
}

TEST_F(LookCallCommitTest, WritesNothingBehindAReset) {
  rounds_.Look([](const storage::Transaction&) {});
  Reset();
  try {
    rounds_.Commit([](storage::Transaction& transaction) { Write(transaction); });
    FAIL() << "it was committed";
  } catch (const api::InternalErrorException& error) {
    EXPECT_STREQ(error.what(), "The state was reset.");
  }
  EXPECT_FALSE(WasWritten());
}

TEST_F(LookCallCommitTest, LooksAtNothingBehindAReset) {
  rounds_.Look([](const storage::Transaction&) {});
  Reset();
  EXPECT_THROW(rounds_.Look([](const storage::Transaction&) {}), api::InternalErrorException);
  EXPECT_THROW(rounds_.Look([](const storage::Transaction&) { return 1; }), api::InternalErrorException);
  EXPECT_THROW(rounds_.Commit([](storage::Transaction& transaction) { Write(transaction); }), api::InternalErrorException);
  EXPECT_FALSE(WasWritten());
}

TEST_F(LookCallCommitTest, GoesOnBehindACommitInTheSameContentsOnly) {
  rounds_.Commit([](storage::Transaction&) {});
  EXPECT_NO_THROW(rounds_.Look([](const storage::Transaction&) {}));
  LookCallCommit others(*store_);
  EXPECT_EQ(others.Commit([](storage::Transaction&) { return 1; }), 1);
  Reset();
  for (LookCallCommit* rounds : {&rounds_, &others}) {
    EXPECT_THROW(rounds->Look([](const storage::Transaction&) {}), api::InternalErrorException);
    EXPECT_THROW(rounds->Commit([](storage::Transaction& transaction) { Write(transaction); }), api::InternalErrorException);
  }
  EXPECT_FALSE(WasWritten());
}

TEST_F(LookCallCommitTest, LooksAsOftenAsOneLikes) {
  rounds_.Look([](const storage::Transaction&) {});
  EXPECT_EQ(rounds_.Look([](const storage::Transaction&) { return 1; }), 1);
  EXPECT_NO_THROW(rounds_.Commit([](storage::Transaction& transaction) { Write(transaction); }));
}

TEST_F(LookCallCommitTest, CommitsAtOnceWithoutALook) {
  Reset();
  EXPECT_NO_THROW(rounds_.Commit([](storage::Transaction& transaction) { Write(transaction); }));
}

}  // namespace
}  // namespace rockpool::world
