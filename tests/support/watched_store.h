// A store that holds its callers to their word: inside a Promise a write is an error.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>

#include "storage/store.h"

namespace rockpool::support {

class WatchedStore final : public storage::Store {
 public:
  // While it lives, its thread writes to no watched store if `reads_only`.
  class Promise {
   public:
    explicit Promise(bool reads_only) : before_(std::exchange(reads_only_, reads_only)) {}
    Promise(const Promise&) = delete;
    Promise& operator=(const Promise&) = delete;
    ~Promise() { reads_only_ = before_; }

   private:
    bool before_;
  };

  explicit WatchedStore(std::unique_ptr<storage::Store> store) : store_(std::move(store)) {}

  // `act` runs once, before the next write of this thread begins and outside of transactions: what others may do meanwhile.
  static void BeforeNextWrite(std::function<void()> act) { before_next_write_ = std::move(act); }

  // `act` runs once, after the next read of this thread and outside of transactions: likewise.
  static void AfterNextRead(std::function<void()> act) { after_next_read_ = std::move(act); }

  // How often something was read or written, also in vain.
  std::int64_t reads() const { return reads_; }
  std::int64_t writes() const { return writes_; }

  storage::Writer& writer() override { return store_->writer(); }
  bool MayBlock() const override { return store_->MayBlock(); }

 protected:
  void ReadTransaction(const std::function<void(const storage::Transaction&)>& body) const override {
    ++reads_;
    store_->Read(body);
    ActAfterRead();
  }
  void BriefReadTransaction(const std::function<void(const storage::Transaction&)>& body) const override {
    ++reads_;
    store_->ReadBriefly(body);
    ActAfterRead();
  }
  void WriteTransaction(const std::function<void(storage::Transaction&)>& body) override {
    if (reads_only_) {
      throw std::logic_error("an operation that says Reads in operations.def writes");
    }
    if (const auto act = std::exchange(before_next_write_, nullptr)) {
      act();
    }
    ++writes_;
    store_->Write(body);
  }
  void Replace(const storage::Store& other, const storage::Amendment& amendment) override {
    const auto* watched = dynamic_cast<const WatchedStore*>(&other);
    store_->ReplaceContentsWith(watched == nullptr ? other : *watched->store_, amendment);
  }

 private:
  static void ActAfterRead() {
    if (const auto act = std::exchange(after_next_read_, nullptr)) {
      act();
    }
  }

  static inline thread_local bool reads_only_ = false;
  static inline thread_local std::function<void()> before_next_write_;
  static inline thread_local std::function<void()> after_next_read_;

  const std::unique_ptr<storage::Store> store_;
  mutable std::atomic<std::int64_t> reads_ = 0;
  std::atomic<std::int64_t> writes_ = 0;
};

}  // namespace rockpool::support
