#include "server/pools/replicas/down_regions.h"

namespace rockpool::pools {

bool DownRegions::Put(const std::string& region, bool is_down) {
  const util::LockGuard lock(mutex_);
  if (!is_down) {
    regions_.erase(region);
  } else if (regions_.contains(region) || regions_.size() < kMost) {
    regions_.insert(region);
  } else {
    return false;
  }
  has_any_.store(!regions_.empty(), std::memory_order_relaxed);
  return true;
}

void DownRegions::Clear() {
  const util::LockGuard lock(mutex_);
  regions_.clear();
  has_any_.store(false, std::memory_order_relaxed);
}

std::vector<std::string> DownRegions::List() const {
  const util::LockGuard lock(mutex_);
  return {regions_.begin(), regions_.end()};
}

bool DownRegions::Has(const std::string& region) const {
  if (!has_any()) {
    return false;
  }
  const util::LockGuard lock(mutex_);
  return regions_.contains(region);
}

}  // namespace rockpool::pools
