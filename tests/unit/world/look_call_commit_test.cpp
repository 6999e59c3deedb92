#include "server/world/look_call_commit.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
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

TEST_F(LookCallCommitTest, GoesOnInTheContentsThatWereLookedAtByOtherMeansOnly) {
  const std::int64_t seen = store_->generation();
  LookCallCommit rounds(*store_, seen);
  EXPECT_EQ(rounds.Look([](const storage::Transaction&) { return 1; }), 1);
  Reset();
  LookCallCommit late(*store_, seen);
  EXPECT_THROW(late.Look([](const storage::Transaction&) {}), api::InternalErrorException);
  EXPECT_THROW(late.Commit([](storage::Transaction& transaction) { Write(transaction); }), api::InternalErrorException);
  EXPECT_FALSE(WasWritten());
  EXPECT_NO_THROW(LookCallCommit(*store_, std::nullopt).Look([](const storage::Transaction&) {}));
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

TEST_F(LookCallCommitTest, LooksWithTheTurnToWriteAndGivesItBack) {
  storage::Writer& writer = store_->writer();
  EXPECT_FALSE(rounds_.Look([&](const storage::Transaction&) { return writer.TryTake(); })) << "it has it";
  EXPECT_THROW(rounds_.Look([](const storage::Transaction&) { throw std::runtime_error("seen enough"); }), std::runtime_error);
  EXPECT_TRUE(writer.TryTake());
  writer.Give();
}

TEST_F(LookCallCommitTest, WaitsForNobodysTurn) {
  std::promise<void> taken;
  std::promise<void> seen;
  const auto other = std::async(std::launch::async, [&] {
    EXPECT_TRUE(store_->writer().TryTake());
    taken.set_value();
    seen.get_future().wait();
    store_->writer().Give();
  });
  taken.get_future().wait();
  EXPECT_EQ(rounds_.Look([](const storage::Transaction&) { return 1; }), 1);
  seen.set_value();
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

class OwingTest : public LookCallCommitTest {
 protected:
  // What is good once by that name.
  static LookCallCommit::Spending Once(const std::string& name) {
    return [name](storage::Transaction& transaction) {
      if (transaction.properties().Find(name)) {
        return std::make_exception_ptr(std::runtime_error(name + " was spent"));
      }
      transaction.properties().Put(name, "spent");
      return std::exception_ptr();
    };
  }
  void Spend(const std::string& name) {
    store_->Write([&](storage::Transaction& transaction) { transaction.properties().Put(name, "spent"); });
  }
  bool IsSpent(const std::string& name) {
    return store_->Read([&](const storage::Transaction& transaction) { return transaction.properties().Find(name).has_value(); });
  }
  template <class Call>
  static std::string RefusalOf(const Call& call) {
    try {
      call();
    } catch (const std::runtime_error& refusal) {
      return refusal.what();
    }
    return "";
  }
  void Commit() {
    rounds_.Commit([](storage::Transaction& transaction) { Write(transaction); });
  }
};

TEST_F(OwingTest, IsSettledByTheNextCommitOnce) {
  rounds_.Owe(Once("state"));
  rounds_.Owe(Once("assertion"));
  EXPECT_FALSE(IsSpent("state"));
  Commit();
  EXPECT_TRUE(WasWritten());
  EXPECT_TRUE(IsSpent("state"));
  EXPECT_TRUE(IsSpent("assertion"));
  EXPECT_NO_THROW(Commit()) << "which owes nothing";
  EXPECT_NO_THROW(rounds_.Settle());
}

TEST_F(OwingTest, IsSettledWithoutACommitToo) {
  rounds_.Settle();
  rounds_.Owe(Once("state"));
  rounds_.Settle();
  EXPECT_TRUE(IsSpent("state"));
}

TEST_F(OwingTest, RefusesTheCommitOfWhatWasSpentBefore) {
  Spend("assertion");
  rounds_.Owe(Once("state"));
  rounds_.Owe(Once("assertion"));
  rounds_.Owe(Once("more"));
  EXPECT_EQ(RefusalOf([&] { Commit(); }), "assertion was spent");
  EXPECT_FALSE(WasWritten());
  EXPECT_TRUE(IsSpent("state")) << "as it stands before";
  EXPECT_FALSE(IsSpent("more"));
  EXPECT_EQ(RefusalOf([&] { rounds_.Settle(); }), "assertion was spent") << "whoever asks again";
}

TEST_F(OwingTest, StaysOwedWhereTheCommitFails) {
  rounds_.Owe(Once("state"));
  EXPECT_EQ(RefusalOf([&] { rounds_.Commit([](storage::Transaction&) { throw std::runtime_error("the user is gone"); }); }),
            "the user is gone");
  EXPECT_FALSE(IsSpent("state"));
  rounds_.Settle();
  EXPECT_TRUE(IsSpent("state"));
}

TEST_F(OwingTest, IsSpentInTheContentsThatWereLookedAtAlone) {
  rounds_.Look([](const storage::Transaction&) {});
  rounds_.Owe(Once("state"));
  Reset();
  EXPECT_THROW(rounds_.Settle(), api::InternalErrorException);
  EXPECT_FALSE(IsSpent("state"));
}

}  // namespace
}  // namespace rockpool::world
