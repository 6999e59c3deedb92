// What is decoded from records and read again and again (a pool's settings, a certificate, a loaded key) is decoded once for each change of
// its record. Nothing is ever taken out because something changed: a transaction reads the record, and the record's revision says which
// decoded value is of it. So a call sees what its own transaction sees, be it an update, a reset, or a snapshot from before either.
//
// The storey that owns a decoded type has the one function that asks for it, beside the type (pools::Decoded): it takes the transaction,
// the record and the Caches. What is made of several records is of all their revisions (clients::UseClient): then the store tells these
// alone, and none of the records is read. A look-up costs 0.5 us, most of it for the generation: decoding a pool (9 us) or a signing
// certificate (3 us), loading a key (160 us), or reading an app client with its pool and secrets (12 us) is worth it, and so is a provider,
// whose document need not be read (1.7 us to decode, 0.4 to copy).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/util/thread_safety.h"

namespace rockpool::world {

// Which contents of which record; all of it as one transaction has read it.
struct RecordVersion {
  std::int64_t generation = 0;                // storage::Transaction::generation
  std::string_view id;                        // of the record, among all whose decoded values have the type
  std::int64_t revision = 0;                  // the record's
  std::span<const std::int64_t> others = {};  // the revisions of what else the value is made of
};

// Decoded values of one type. Any thread; no thread waits for another one's decoding.
template <class Decoded>
class RecordCache {
 public:
  // How many records it knows at most, rounded up to a multiple of kShards; of each the version that was asked for last.
  explicit RecordCache(std::size_t capacity) : shard_capacity_((capacity + kShards - 1) / kShards) {}
  RecordCache(const RecordCache&) = delete;
  RecordCache& operator=(const RecordCache&) = delete;

  // The value of that version: a kept one, or what `make()` returns, which is kept from then on. Never null, and never changed. Whoever
  // has it may keep it for as long as it likes, though it may be outdated with the end of the transaction. What `make` throws reaches the
  // caller, and nothing is kept. `make` is called without a lock, so that two threads may make the same value at the same time.
  template <class Make>
  std::shared_ptr<const Decoded> Get(const RecordVersion& version, Make&& make) {
    Shard& shard = ShardOf(version);
    if (auto kept = shard.Find(version)) {
      return kept;
    }
    auto made = std::make_shared<const Decoded>(std::forward<Make>(make)());
    shard.Keep(version, made, shard_capacity_);
    return made;
  }

  // The value of that version, or null if it is not kept.
  std::shared_ptr<const Decoded> Find(const RecordVersion& version) { return ShardOf(version).Find(version); }

  static constexpr std::size_t kShards = 8;  // each under a lock of its own, which is held for a look-up

 private:
  struct Entry {
    std::string id;
    std::int64_t generation;
    std::int64_t revision;
    std::vector<std::int64_t> others;
    std::shared_ptr<const Decoded> value;

    bool IsOf(const RecordVersion& version) const {
      return generation == version.generation && revision == version.revision && std::ranges::equal(others, version.others);
    }
  };

  class Shard {
   public:
    // Null if that version is not kept.
    std::shared_ptr<const Decoded> Find(const RecordVersion& version) ROCKPOOL_EXCLUDES(mutex_) {
      const util::LockGuard lock(mutex_);
      const auto known = by_id_.find(version.id);
      if (known == by_id_.end() || !known->second->IsOf(version)) {
        return nullptr;
      }
      entries_.splice(entries_.begin(), entries_, known->second);
      return known->second->value;
    }

    void Keep(const RecordVersion& version, std::shared_ptr<const Decoded> value, std::size_t capacity) ROCKPOOL_EXCLUDES(mutex_) {
      std::list<Entry> gone;  // destroyed after the lock is given back, for it may be large
      std::list<Entry> fresh;
      fresh.push_back({std::string(version.id), version.generation, version.revision,
                       std::vector<std::int64_t>(version.others.begin(), version.others.end()), std::move(value)});
      const util::LockGuard lock(mutex_);
      if (const auto known = by_id_.find(version.id); known != by_id_.end()) {
        gone.splice(gone.begin(), entries_, known->second);
        by_id_.erase(known);
      } else if (entries_.size() >= capacity) {
        by_id_.erase(entries_.back().id);
        gone.splice(gone.begin(), entries_, std::prev(entries_.end()));
      }
      entries_.splice(entries_.begin(), fresh);
      by_id_.emplace(entries_.front().id, entries_.begin());
    }

   private:
    util::Mutex mutex_;
    std::list<Entry> entries_ ROCKPOOL_GUARDED_BY(mutex_);  // what was asked for last comes first
    std::unordered_map<std::string_view, typename std::list<Entry>::iterator> by_id_ ROCKPOOL_GUARDED_BY(mutex_);  // names lie in entries
  };

  Shard& ShardOf(const RecordVersion& version) { return shards_[std::hash<std::string_view>()(version.id) % kShards]; }

  const std::size_t shard_capacity_;
  std::array<Shard, kShards> shards_;
};

// How many records of a type there are in its cache. What nobody says so of has some 10 KiB decoded, as a pool has, and those who have more
// pools than this rarely use all of them at a time. A type of which more are in use at a time says so itself: `kCachedRecords`.
template <class Decoded>
constexpr std::size_t CachedRecords() {
  if constexpr (requires { Decoded::kCachedRecords; }) {
    return Decoded::kCachedRecords;
  } else {
    return 512;
  }
}

// A cache for each type that somebody asks for; so World can carry them without knowing the storeys that own those types. A copy shares
// the caches. Any thread.
class Caches {
 public:
  // Lives as long as any copy of these Caches.
  template <class Decoded>
  RecordCache<Decoded>& Of() const {
    State& state = *state_;
    {
      const util::SharedLockGuard lock(state.mutex);
      if (const auto known = state.by_type.find(typeid(Decoded)); known != state.by_type.end()) {
        return *static_cast<RecordCache<Decoded>*>(known->second.get());
      }
    }
    const util::LockGuard lock(state.mutex);
    std::shared_ptr<void>& cache = state.by_type[typeid(Decoded)];
    if (cache == nullptr) {
      cache = std::make_shared<RecordCache<Decoded>>(CachedRecords<Decoded>());
    }
    return *static_cast<RecordCache<Decoded>*>(cache.get());
  }

 private:
  struct State {
    util::SharedMutex mutex;
    std::unordered_map<std::type_index, std::shared_ptr<void>> by_type ROCKPOOL_GUARDED_BY(mutex);
  };

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace rockpool::world
