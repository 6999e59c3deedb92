// The stock of RSA keys that is kept in the store: filled in the background, emptied by user pools and identity providers.
//
// A spare is handed out as new once: taking it is a write, so a crash loses it at worst. Where there is none, and keys may be shared, the
// caller gets one of the last that were handed out, each in its turn; what must tell pools apart is never the key alone. Only where
// there is none of either that it can use does a call wait, for one key at most.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include "server/crypto/rsa_key.h"
#include "server/idle_turns.h"
#include "server/util/thread_safety.h"
#include "storage/store.h"

namespace rockpool {

// Its thread makes keys only when the processors have nothing better to do, and none while the stock is full. Destruction stops it within
// milliseconds, however busy they are. `store` outlives it, and it outlives the keys that it hands out and that are not kept.
class KeptKeyStock final : public crypto::KeyStock {
 public:
  // `turns`: gives the thread its turns, anew for each key.
  KeptKeyStock(storage::Store& store, crypto::SigningKeys policy, std::size_t size = 16, std::function<WaitForTurn()> turns = IdleTurns)
      : store_(store), policy_(policy), size_(size), turns_(std::move(turns)) {}

  // Begins to fill the stock, once; later calls do nothing. Any thread. Throws std::system_error if no thread can be had.
  void Start();

  // Makes a key on the caller's thread where it must wait, beside the thread that fills the stock, which is slow on a busy machine: the
  // first key counts. No more callers make keys than there are processors; the others wait for them. Works before Start as well. Throws
  // what the store throws, too.
  crypto::TakenKey Take() override { return TakeBut(""); }
  crypto::TakenKey TakeUnlike(const crypto::RsaKey& other) override { return TakeBut(other.ToPem()); }

 private:
  struct Found {
    storage::KeyPair pair;
    bool is_new = false;
  };
  struct LoadedKey {
    std::string private_key;
    crypto::RsaKey key;
  };
  using Waiters = std::list<std::stop_source>;
  class Waiter;

  // Clang does not look into constructors and destructors: what those of Waiter do under the lock stands here.
  Waiters::iterator AddWaiter();
  void RemoveWaiter(Waiters::iterator waiter);
  bool TakeTurn(const std::stop_token& told);  // false, and there is nothing to end, if it was told before its turn came
  void EndTurn();

  crypto::TakenKey TakeBut(const std::string& unlike);
  std::optional<Found> TakeFromStore(const std::string& unlike);
  crypto::TakenKey Taken(crypto::RsaKey key, storage::KeyPair pair);
  // One that is shared is read once, not for each that shares it.
  crypto::RsaKey Loaded(const storage::KeyPair& shared);
  void PutBack(const storage::KeyPair& pair) noexcept;
  void RingForMore();
  void TellWaiters();
  void Fill(const std::stop_token& stop);
  void AddSpares(const std::stop_token& stop);

  storage::Store& store_;
  const crypto::SigningKeys policy_;
  const std::size_t size_;
  const std::function<WaitForTurn()> turns_;
  util::Mutex mutex_;  // never held by a thread of low priority, for which others would wait
  util::StoppableCondition bell_;
  bool rung_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  // Of those who make a key because there is none, or wait for their turn to make one.
  Waiters waiters_ ROCKPOOL_GUARDED_BY(mutex_);
  std::size_t making_ ROCKPOOL_GUARDED_BY(mutex_) = 0;  // how many of them make one
  util::StoppableCondition turn_;
  std::list<LoadedKey> loaded_ ROCKPOOL_GUARDED_BY(mutex_);  // of those that are shared; the last ones that were loaded
  std::once_flag started_;
  std::jthread filler_;  // last: it ends before what it uses
};

}  // namespace rockpool
