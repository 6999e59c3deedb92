// The regions that somebody has said are down, as a health check would find: where a domain has Routing, the secondary replica answers
// for a pool whose region is one of them.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/util/thread_safety.h"

namespace rockpool::pools {

// Any thread.
class DownRegions {
 public:
  static constexpr std::size_t kMost = 100;

  // False if so many are down already.
  bool Put(const std::string& region, bool is_down) ROCKPOOL_EXCLUDES(mutex_);
  void Clear() ROCKPOOL_EXCLUDES(mutex_);

  // In the order of their names.
  std::vector<std::string> List() const ROCKPOOL_EXCLUDES(mutex_);

  // One relaxed load while none is down.
  bool Has(const std::string& region) const ROCKPOOL_EXCLUDES(mutex_);
  bool has_any() const { return has_any_.load(std::memory_order_relaxed); }

 private:
  mutable util::Mutex mutex_;
  std::set<std::string> regions_ ROCKPOOL_GUARDED_BY(mutex_);
  std::atomic<bool> has_any_ = false;
};

struct RegionSettings {
  std::shared_ptr<DownRegions> down = std::make_shared<DownRegions>();  // never null
};

}  // namespace rockpool::pools
