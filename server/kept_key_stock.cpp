#include "server/kept_key_stock.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "server/util/log.h"

namespace rockpool {
namespace {

using crypto::RsaKey;
using crypto::TakenKey;
using storage::KeyPairs;

// So many of the keys that were handed out stay to be shared.
constexpr std::size_t kShareable = 16;

// Two hundred calls that each made one would all have it two hundred times later.
std::size_t MostMakers() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace

// Makes a key until it is told that the store has one.
class KeptKeyStock::Waiter {
 public:
  explicit Waiter(KeptKeyStock& stock) : stock_(stock), self_(stock.AddWaiter()), token_(self_->get_token()) {}
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;
  ~Waiter() { stock_.RemoveWaiter(self_); }

  // Nothing if it was told.
  std::optional<RsaKey> Make() {
    const Turn turn(stock_, token_);
    return turn.is_mine() ? RsaKey::Generate(token_) : std::nullopt;
  }

 private:
  // Is one of those who may make a key, or was told meanwhile.
  class Turn {
   public:
    Turn(KeptKeyStock& stock, const std::stop_token& told) : stock_(stock), is_mine_(stock.TakeTurn(told)) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      if (is_mine_) {
        stock_.EndTurn();
      }
    }

    bool is_mine() const { return is_mine_; }

   private:
    KeptKeyStock& stock_;
    const bool is_mine_;
  };

  KeptKeyStock& stock_;
  const Waiters::iterator self_;
  const std::stop_token token_;
};

KeptKeyStock::Waiters::iterator KeptKeyStock::AddWaiter() {
  const util::LockGuard lock(mutex_);
  return waiters_.emplace(waiters_.end());
}

void KeptKeyStock::RemoveWaiter(Waiters::iterator waiter) {
  const util::LockGuard lock(mutex_);
  waiters_.erase(waiter);
}

bool KeptKeyStock::TakeTurn(const std::stop_token& told) {
  const util::LockGuard lock(mutex_);
  while (making_ >= MostMakers() && turn_.Wait(mutex_, told)) {
  }
  const bool is_mine = making_ < MostMakers();
  making_ += is_mine ? 1 : 0;
  return is_mine;
}

void KeptKeyStock::EndTurn() {
  {
    const util::LockGuard lock(mutex_);
    --making_;
  }
  turn_.NotifyOne();
}

void KeptKeyStock::Start() {
  std::call_once(started_, [this] { filler_ = std::jthread([this](const std::stop_token& stop) { Fill(stop); }); });
}

TakenKey KeptKeyStock::TakeBut(const std::string& unlike) {
  while (true) {
    // Before the look into the store, so that no key comes in between unnoticed.
    Waiter waiter(*this);
    const std::optional<Found> found = TakeFromStore(unlike);
    RingForMore();
    if (found) {
      return found->is_new ? Taken(RsaKey::FromPem(found->pair.private_key), found->pair) : TakenKey(Loaded(found->pair));
    }
    if (std::optional<RsaKey> key = waiter.Make()) {
      const std::string pem = key->ToPem();
      storage::KeyPair pair = store_.Write([&](storage::Transaction& transaction) {
        KeyPairs& pairs = transaction.key_pairs();
        storage::KeyPair made = pairs.AddTaken(pem);
        pairs.ForgetTakenBut(kShareable);
        return made;
      });
      if (policy_ == crypto::SigningKeys::kShared) {
        TellWaiters();
      }
      return Taken(*std::move(key), std::move(pair));
    }
  }
}

std::optional<KeptKeyStock::Found> KeptKeyStock::TakeFromStore(const std::string& unlike) {
  return store_.Write([&](storage::Transaction& transaction) -> std::optional<Found> {
    KeyPairs& pairs = transaction.key_pairs();
    if (auto spare = pairs.TakeSpare()) {
      pairs.ForgetTakenBut(kShareable);
      return Found{*std::move(spare), true};
    }
    auto shared = policy_ == crypto::SigningKeys::kShared ? pairs.Share(unlike) : std::nullopt;
    return shared ? std::optional(Found{*std::move(shared), false}) : std::nullopt;
  });
}

RsaKey KeptKeyStock::Loaded(const storage::KeyPair& shared) {
  {
    const util::LockGuard lock(mutex_);
    const auto known = std::ranges::find(loaded_, shared.private_key, &LoadedKey::private_key);
    if (known != loaded_.end()) {
      return known->key.Share();
    }
  }
  RsaKey key = RsaKey::FromPem(shared.private_key);
  const util::LockGuard lock(mutex_);
  loaded_.push_front({shared.private_key, key.Share()});
  if (loaded_.size() > kShareable) {
    loaded_.pop_back();
  }
  return key;
}

TakenKey KeptKeyStock::Taken(RsaKey key, storage::KeyPair pair) {
  return TakenKey(std::move(key), [this, pair = std::move(pair)] { PutBack(pair); });
}

void KeptKeyStock::PutBack(const storage::KeyPair& pair) noexcept {
  try {
    store_.Write([&](storage::Transaction& transaction) { transaction.key_pairs().PutBack(pair); });
  } catch (const std::exception&) {
    // It stays among those that were handed out: a spare is lost, which the thread makes anew.
  }
}

void KeptKeyStock::RingForMore() {
  {
    const util::LockGuard lock(mutex_);
    rung_ = true;
  }
  bell_.NotifyOne();
}

// One key ends the wait of one, or of all where they may share it.
void KeptKeyStock::TellWaiters() {
  const util::LockGuard lock(mutex_);
  for (std::stop_source& waiter : waiters_) {
    const bool is_first_to_know = waiter.request_stop();
    if (is_first_to_know && policy_ == crypto::SigningKeys::kOwn) {
      return;
    }
  }
}

void KeptKeyStock::Fill(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      AddSpares(stop);
    } catch (const std::exception& error) {
      // Until the next call that takes a key, which fails for the same reason and tells it.
      util::Log(util::LogLevel::kWarning, "the stock of keys cannot be filled", {{"reason", error.what()}});
    }
    const util::LockGuard lock(mutex_);
    while (!rung_ && bell_.Wait(mutex_, stop)) {
    }
    rung_ = false;
  }
}

void KeptKeyStock::AddSpares(const std::stop_token& stop) {
  const auto is_full = [this] {
    return store_.Read([](const storage::Transaction& transaction) { return transaction.key_pairs().CountSpares(); }) >= size_;
  };
  while (!stop.stop_requested() && !is_full()) {
    const WaitForTurn wait = turns_();
    const std::optional<RsaKey> key = RsaKey::Generate([&] { return wait(stop); });
    if (!key) {
      return;
    }
    const std::string pem = key->ToPem();
    store_.Write([&](storage::Transaction& transaction) { transaction.key_pairs().AddSpare(pem); });
    TellWaiters();
  }
}

}  // namespace rockpool
