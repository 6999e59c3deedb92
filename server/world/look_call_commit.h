// How a call decides, goes out, and decides again: it looks in a transaction, calls what takes time (another server, a key) while no
// transaction and no lock is held, and commits in another transaction, which checks anew what the look decided. A call may go several
// rounds of this.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "server/api/errors.h"
#include "storage/store.h"

namespace rockpool::world {

// Of one call; one thread at a time. `store` outlives it.
class LookCallCommit {
 public:
  explicit LookCallCommit(storage::Store& store) : store_(store) {}

  // Of a call that has looked at contents of that generation by other means, if at any.
  LookCallCommit(storage::Store& store, std::optional<std::int64_t> generation) : store_(store), generation_(generation) {}

  // What `look(transaction)` returns, in a transaction that reads. Throws api::InternalErrorException, having looked at nothing, if the
  // contents of the store were replaced since an earlier Look: a reset is a border, and what was seen before it says nothing of what is
  // behind it.
  template <class Function>
  auto Look(Function&& look) {
    using Seen = std::invoke_result_t<Function, const storage::Transaction&>;
    if constexpr (std::is_void_v<Seen>) {
      generation_ = store_.ReadBriefly([&](const storage::Transaction& transaction) {
        RequireNoReset(transaction);
        look(transaction);
        return transaction.generation();
      });
    } else {
      auto [generation, seen] = store_.ReadBriefly([&](const storage::Transaction& transaction) {
        RequireNoReset(transaction);
        return std::pair<std::int64_t, Seen>(transaction.generation(), look(transaction));
      });
      generation_ = generation;
      return std::move(seen);
    }
  }

  // What `commit(transaction)` returns, in a transaction that writes; it must check again what it needs of what was looked at. Throws
  // api::InternalErrorException, having written nothing, if the contents of the store were replaced since a Look or another Commit: what
  // one writes, and what it saw, says nothing behind that border either. Before all else it spends what is owed.
  template <class Function>
  auto Commit(Function&& commit) {
    if constexpr (std::is_void_v<std::invoke_result_t<Function, storage::Transaction&>>) {
      Write([&commit](storage::Transaction& transaction) {
        commit(transaction);
        return true;
      });
    } else {
      return Write(commit);
    }
  }

  // Spends what is good once, or returns what its refusal throws: somebody has spent it already.
  using Spending = std::function<std::exception_ptr(storage::Transaction& transaction)>;

  // To be spent in the transaction of the next Commit, so that both cost one: in the order in which it was owed, and before what is
  // committed. What is refused is thrown by that Commit. Then what stands before it is spent, nothing behind it is written, and it stays
  // owed, so that it is refused again.
  void Owe(Spending spending) { owed_.push_back(std::move(spending)); }

  // Spends what is owed, if anything is. To be called before somebody else is asked, who would else be asked by two that come at once; and
  // at the end, however the call ends: what was refused for another reason is spent all the same.
  void Settle() {
    if (!owed_.empty()) {
      Commit([](storage::Transaction&) {});
    }
  }

  // Of the contents that were looked at last; nullopt before that. For who writes beside these rounds.
  std::optional<std::int64_t> generation() const { return generation_; }

 private:
  struct Spent {
    std::size_t count = 0;
    std::exception_ptr refusal = nullptr;  // of the one behind them
  };

  template <class Function>
  std::invoke_result_t<Function&, storage::Transaction&> Write(Function&& commit) {
    using Result = std::invoke_result_t<Function&, storage::Transaction&>;
    auto [generation, spent, result] = store_.Write([&](storage::Transaction& transaction) {
      RequireNoReset(transaction);
      const Spent spending = Spend(transaction);
      return std::tuple(transaction.generation(), spending, spending.refusal ? std::nullopt : std::optional<Result>(commit(transaction)));
    });
    generation_ = generation;
    owed_.erase(owed_.begin(), owed_.begin() + static_cast<std::ptrdiff_t>(spent.count));
    if (spent.refusal) {
      std::rethrow_exception(spent.refusal);
    }
    return *std::move(result);
  }

  Spent Spend(storage::Transaction& transaction) const {
    Spent spent;
    for (const Spending& spending : owed_) {
      spent.refusal = spending(transaction);
      if (spent.refusal) {
        break;
      }
      ++spent.count;
    }
    return spent;
  }

  void RequireNoReset(const storage::Transaction& transaction) const {
    if (generation_ && transaction.generation() != *generation_) {
      throw api::InternalErrorException("The state was reset.");
    }
  }

  storage::Store& store_;
  std::optional<std::int64_t> generation_;  // of every Look and Commit
  std::vector<Spending> owed_;
};

}  // namespace rockpool::world
