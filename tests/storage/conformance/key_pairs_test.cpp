// What every store promises of the stock of key pairs.
#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

class KeyPairsContract : public BackendTest {
 protected:
  auto Write(auto function) {
    return store().Write([&](Transaction& transaction) { return function(transaction.key_pairs()); });
  }
  void AddSpares(const std::vector<std::string>& keys) {
    Write([&](KeyPairs& pairs) {
      for (const std::string& key : keys) {
        pairs.AddSpare(key);
      }
    });
  }
  std::optional<KeyPair> TakePair() {
    return Write([](KeyPairs& pairs) { return pairs.TakeSpare(); });
  }
  std::string Take() {
    const auto pair = TakePair();
    return pair ? pair->private_key : "none";
  }
  std::string Share(const std::string& unlike = "") {
    const auto pair = Write([&](KeyPairs& pairs) { return pairs.Share(unlike); });
    return pair ? pair->private_key : "none";
  }
  bool PutBack(const KeyPair& pair) {
    return Write([&](KeyPairs& pairs) { return pairs.PutBack(pair); });
  }
  void ForgetTakenBut(std::size_t most) {
    Write([&](KeyPairs& pairs) { pairs.ForgetTakenBut(most); });
  }
  std::size_t Spares() {
    return store().Read([](const Transaction& transaction) { return transaction.key_pairs().CountSpares(); });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, KeyPairsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(KeyPairsContract, GivesNothingWhereThereIsNothing) {
  EXPECT_EQ(Take(), "none");
  EXPECT_EQ(Share(), "none");
  EXPECT_EQ(Spares(), 0U);
}

TEST_P(KeyPairsContract, GivesEachSpareOnceAndTheOldestFirst) {
  AddSpares({"one", "two", AwkwardText()});
  EXPECT_EQ(Spares(), 3U);
  EXPECT_EQ(Take(), "one");
  EXPECT_EQ(Take(), "two");
  EXPECT_EQ(Take(), AwkwardText());
  EXPECT_EQ(Take(), "none");
  EXPECT_EQ(Spares(), 0U);
}

TEST_P(KeyPairsContract, SharesWhatWasTakenAndNoSpare) {
  AddSpares({"one", "two"});
  EXPECT_EQ(Share(), "none");
  Take();
  EXPECT_EQ(Share(), "one");
  EXPECT_EQ(Share(), "one");
  EXPECT_EQ(Take(), "two");
}

TEST_P(KeyPairsContract, SharesAllOfThemInTurns) {
  AddSpares({"one", "two", "three"});
  Take();
  Take();
  Take();
  for (int round = 0; round < 3; ++round) {
    const std::set<std::string> shared = {Share(), Share(), Share()};
    EXPECT_EQ(shared, (std::set<std::string>{"one", "two", "three"})) << round;
  }
}

TEST_P(KeyPairsContract, SharesAnotherThanTheOneThatIsHadAlready) {
  AddSpares({"one", "two", "spare"});
  Take();
  EXPECT_EQ(Share("one"), "none");
  Take();
  EXPECT_EQ(Share("two"), "one");
  EXPECT_EQ(Share("one"), "two");
  EXPECT_EQ(Share("one"), "two") << "though it is used as often";
}

TEST_P(KeyPairsContract, CountsWhatIsAddedAsTakenAmongThose) {
  const KeyPair pair = Write([](KeyPairs& pairs) { return pairs.AddTaken("made at once"); });
  EXPECT_EQ(pair.private_key, "made at once");
  EXPECT_EQ(Take(), "none");
  EXPECT_TRUE(PutBack(pair));
  EXPECT_EQ(TakePair(), pair);
}

TEST_P(KeyPairsContract, TakesBackWhatNobodyElseHasHad) {
  AddSpares({"one", "two"});
  const KeyPair first = TakePair().value();
  EXPECT_TRUE(PutBack(first));
  EXPECT_EQ(Spares(), 2U);
  EXPECT_FALSE(PutBack(first)) << "it is a spare already";
  EXPECT_EQ(TakePair(), first);
  EXPECT_EQ(Share(), "one");
  EXPECT_FALSE(PutBack(first)) << "another one has it now";
  EXPECT_EQ(Take(), "two");
  EXPECT_EQ(Take(), "none");
}

TEST_P(KeyPairsContract, TakesNothingBackByTheNumberOfAnother) {
  AddSpares({"one"});
  const KeyPair first = TakePair().value();
  ForgetTakenBut(0);
  EXPECT_FALSE(PutBack(first));
  AddSpares({"two"});
  const KeyPair second = TakePair().value();
  EXPECT_FALSE(PutBack({second.number, first.private_key}));
  EXPECT_EQ(Take(), "none");
}

TEST_P(KeyPairsContract, ForgetsTheMostUsedOfThoseThatWereTaken) {
  AddSpares({"one", "two", "three", "spare"});
  Take();
  Take();
  Take();
  EXPECT_EQ(Share(), "three");
  ForgetTakenBut(2);
  EXPECT_EQ((std::set<std::string>{Share(), Share()}), (std::set<std::string>{"one", "two"}));
  EXPECT_EQ((std::set<std::string>{Share(), Share()}), (std::set<std::string>{"one", "two"}));
  EXPECT_EQ(Spares(), 1U);
}

TEST_P(KeyPairsContract, ForgetsTheOldestOfThoseThatAreUsedAlike) {
  AddSpares({"one", "two"});
  Take();
  const KeyPair newest = TakePair().value();
  ForgetTakenBut(1);
  EXPECT_TRUE(PutBack(newest));
  EXPECT_EQ(Share(), "none");
}

TEST_P(KeyPairsContract, ForgetsATakingThatIsRolledBack) {
  AddSpares({"one"});
  EXPECT_THROW(store().Write([](Transaction& transaction) {
    transaction.key_pairs().TakeSpare();
    throw std::runtime_error("the end of the process");
  }),
               std::runtime_error);
  EXPECT_EQ(Take(), "one");
}

TEST_P(KeyPairsContract, GivesNoneTwiceToThreadsThatTakeAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kEach = 25;
  std::vector<std::string> keys;
  for (int key = 0; key < kThreads * kEach; ++key) {
    keys.push_back("key " + std::to_string(key));
  }
  AddSpares(keys);
  std::mutex mutex;
  std::multiset<std::string> taken;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&] {
        for (int time = 0; time < kEach; ++time) {
          const std::string key = Take();
          const std::lock_guard lock(mutex);
          taken.insert(key);
        }
      });
    }
  }
  EXPECT_EQ(taken, std::multiset<std::string>(keys.begin(), keys.end()));
}

TEST_P(KeyPairsContract, StayWhenAllIsReplacedAndTakeNoneOfTheOthers) {
  AddSpares({"taken", "spare"});
  const KeyPair taken = TakePair().value();
  TemporaryDirectory directory;
  const auto other = GetParam().open(directory);
  other->Write([](Transaction& transaction) { transaction.key_pairs().AddSpare("another's"); });
  store().ReplaceContentsWith(*other);
  EXPECT_EQ(Spares(), 1U);
  EXPECT_EQ(Share(), "taken");
  EXPECT_FALSE(PutBack(taken));
  EXPECT_EQ(Take(), "spare");
  EXPECT_EQ(Take(), "none");
}

}  // namespace
}  // namespace rockpool::storage::testing
