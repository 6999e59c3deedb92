// One limit on the memory of all who do the same, like the bodies of all requests together.
#pragma once

#include <atomic>
#include <cstddef>

namespace rockpool::util {

// Any thread may use it.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes) : bytes_(bytes) {}
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;

  // What one of them, like a connection, holds of it, given back by its end.
  class Share {
   public:
    explicit Share(MemoryBudget& budget) : budget_(budget) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() { Hold(0); }

    // From now on this much. What has come has come, so it is counted in any case; false if it is more than there is for all.
    bool Hold(std::size_t bytes) {
      if (bytes == held_) {
        return true;
      }
      const std::size_t others = budget_.held_.fetch_add(bytes - held_, std::memory_order_relaxed) - held_;
      const bool grows = bytes > held_;
      held_ = bytes;
      return !grows || others + bytes <= budget_.bytes_;
    }

    // Whether so much could be held now. Nothing is set aside: who only says that much will come holds nothing yet.
    bool HasRoomFor(std::size_t bytes) const {
      const std::size_t others = budget_.held_.load(std::memory_order_relaxed) - held_;
      return bytes <= budget_.bytes_ && others <= budget_.bytes_ - bytes;
    }

   private:
    MemoryBudget& budget_;
    std::size_t held_ = 0;
  };

  std::size_t held() const { return held_.load(std::memory_order_relaxed); }

 private:
  const std::size_t bytes_;
  std::atomic<std::size_t> held_ = 0;
};

}  // namespace rockpool::util
