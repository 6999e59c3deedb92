#include "server/world/record_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace rockpool::world {
namespace {

// The value that is kept for the version, or a new one that reads `text`.
std::string Ask(RecordCache<std::string>& cache, const RecordVersion& version, const std::string& text) {
  return *cache.Get(version, [&] { return text; });
}

TEST(RecordCache, MakesTheValueOfAVersionOnce) {
  RecordCache<std::string> cache(8);
  const auto made = cache.Get({1, "pool", 7}, [] { return std::string("first"); });
  const auto kept = cache.Get({1, "pool", 7}, []() -> std::string { throw std::logic_error("made again"); });
  EXPECT_EQ(*made, "first");
  EXPECT_EQ(made, kept);
}

TEST(RecordCache, TellsGenerationsIdsAndRevisionsApart) {
  RecordCache<std::string> cache(64);
  EXPECT_EQ(Ask(cache, {1, "pool", 7}, "kept"), "kept");
  EXPECT_EQ(Ask(cache, {1, "other", 7}, "of another record"), "of another record");
  EXPECT_EQ(Ask(cache, {1, "pool", 7}, "made again"), "kept");
  EXPECT_EQ(Ask(cache, {1, "pool", 8}, "after an update"), "after an update");
  EXPECT_EQ(Ask(cache, {2, "pool", 8}, "after a reset"), "after a reset");
}

TEST(RecordCache, TellsTheRevisionsApartOfAllThatAValueIsMadeOf) {
  RecordCache<std::string> cache(64);
  const auto of = [](const std::vector<std::int64_t>& others) { return RecordVersion{1, "a", 1, others}; };
  const std::vector<std::vector<std::int64_t>> all{{}, {1}, {2}, {1, 2}, {2, 1}, {1, 2, 3}};
  for (const auto& others : all) {
    const std::string text = "of " + std::to_string(&others - all.data());
    EXPECT_EQ(cache.Find(of(others)), nullptr);
    EXPECT_EQ(Ask(cache, of(others), text), text);
    EXPECT_EQ(*cache.Find(of(others)), text);
  }
}

TEST(RecordCache, AnswersASnapshotFromBeforeAnUpdateWithWhatItSees) {
  RecordCache<std::string> cache(8);
  Ask(cache, {1, "pool", 7}, "old");
  Ask(cache, {1, "pool", 8}, "new");
  EXPECT_EQ(Ask(cache, {1, "pool", 7}, "old, made again"), "old, made again");
  EXPECT_EQ(Ask(cache, {1, "pool", 8}, "new, made again"), "new, made again");
}

TEST(RecordCache, KeepsNothingOfWhatThrows) {
  RecordCache<std::string> cache(8);
  EXPECT_THROW(cache.Get({1, "pool", 7}, []() -> std::string { throw std::runtime_error("no JSON"); }), std::runtime_error);
  EXPECT_EQ(Ask(cache, {1, "pool", 7}, "made"), "made");
}

TEST(RecordCache, KeepsNoMoreRecordsThanItsCapacity) {
  constexpr std::size_t kCapacity = 16;
  RecordCache<int> cache(kCapacity);
  std::vector<std::weak_ptr<const int>> values(1000);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = cache.Get({1, std::to_string(i), 7}, [] { return 1; });
  }
  EXPECT_LE(std::ranges::count_if(values, [](const auto& value) { return !value.expired(); }), kCapacity);
  EXPECT_FALSE(values.back().expired());
}

TEST(RecordCache, KeepsOneVersionOfARecord) {
  RecordCache<int> cache(64);
  const std::weak_ptr<const int> old = cache.Get({1, "pool", 7}, [] { return 1; });
  EXPECT_FALSE(old.expired());
  cache.Get({1, "pool", 8}, [] { return 2; });
  EXPECT_TRUE(old.expired());
}

TEST(RecordCache, ForgetsFirstWhatWasNotAskedForLongest) {
  RecordCache<int> cache(16);  // two records a shard
  const std::weak_ptr<const int> popular = cache.Get({1, "popular", 7}, [] { return 1; });
  for (int i = 0; i < 1000; ++i) {
    cache.Get({1, std::to_string(i), 7}, [&] { return i; });
    cache.Get({1, "popular", 7}, [] { return 2; });
  }
  EXPECT_FALSE(popular.expired());
}

TEST(RecordCache, LeavesAValueToThoseWhoHaveIt) {
  RecordCache<std::string> cache(1);
  const auto held = cache.Get({1, "pool", 7}, [] { return std::string("held"); });
  for (int i = 0; i < 100; ++i) {
    Ask(cache, {1, std::to_string(i), 7}, "other");
  }
  EXPECT_EQ(*held, "held");
}

TEST(RecordCache, DoesNotWaitForTheDecodingOfAnotherThread) {
  RecordCache<std::string> cache(8);
  std::latch making(1);
  std::latch made(1);
  std::thread slow([&] {
    cache.Get({1, "pool", 7}, [&] {
      making.count_down();
      made.wait();  // for ever, if the other thread waits for this one
      return std::string("slow");
    });
  });
  making.wait();
  EXPECT_EQ(Ask(cache, {1, "pool", 7}, "quick"), "quick");
  made.count_down();
  slow.join();
}

TEST(RecordCache, GivesEachOfManyThreadsTheVersionThatItAsksFor) {
  RecordCache<std::string> cache(16);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 2000; ++i) {
        const std::string id = std::to_string(i % 40);
        const std::int64_t revision = (i + thread) % 3;
        const std::string expected = id + "/" + std::to_string(revision);
        wrong += Ask(cache, {1, id, revision}, expected) == expected ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(wrong, 0);
}

TEST(Caches, HaveOneForEachTypeAndShareItWithTheirCopies) {
  const Caches caches;
  EXPECT_EQ(&caches.Of<int>(), &Caches(caches).Of<int>());
  caches.Of<int>().Get({1, "pool", 7}, [] { return 1; });
  EXPECT_EQ(Ask(caches.Of<std::string>(), {1, "pool", 7}, "of another type"), "of another type");
  EXPECT_NE(&caches.Of<int>(), &Caches().Of<int>());
}

struct InUseByThousands {
  static constexpr std::size_t kCachedRecords = 4096;
};

template <class Decoded>
std::size_t KeptOfThousand() {
  const Caches caches;
  for (int i = 0; i < 1000; ++i) {
    caches.Of<Decoded>().Get({1, std::to_string(i), 1}, [] { return Decoded(); });
  }
  std::size_t kept = 0;
  for (int i = 0; i < 1000; ++i) {
    kept += caches.Of<Decoded>().Find({1, std::to_string(i), 1}) != nullptr ? 1 : 0;
  }
  return kept;
}

TEST(Caches, KeepAsManyRecordsAsTheirTypeSays) {
  EXPECT_EQ(KeptOfThousand<InUseByThousands>(), 1000U);
  EXPECT_LE(KeptOfThousand<int>(), 512U);
}

TEST(Caches, AreFoundByManyThreadsAtOnce) {
  const Caches caches;
  std::vector<RecordCache<int>*> found(4);
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (RecordCache<int>*& cache : found) {
    threads.emplace_back([&] { cache = &caches.Of<int>(); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(std::ranges::count(found, found.front()), 4);
}

}  // namespace
}  // namespace rockpool::world
