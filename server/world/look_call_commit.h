// How a call decides, goes out, and decides again: it looks in a transaction, calls what takes time (another server, a key) while no
// transaction and no lock is held, and commits in another transaction, which checks anew what the look decided. A call may go several
// rounds of this.
#pragma once

#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include "server/api/errors.h"
#include "storage/store.h"

namespace rockpool::world {

// Of one call; one thread at a time. `store` outlives it.
class LookCallCommit {
 public:
  explicit LookCallCommit(storage::Store& store) : store_(store) {}

  // What `look(transaction)` returns, in a transaction that reads. Throws api::InternalErrorException, having looked at nothing, if the
  // contents of the store were replaced since an earlier Look: a reset is a border, and what was seen before it says nothing of what is
  // behind it.
  template <class Function>
  auto Look(Function&& look) {
    using Seen = std::invoke_result_t<Function, const storage::Transaction&>;
    if constexpr (std::is_void_v<Seen>) {
      generation_ = store_.Read([&](const storage::Transaction& transaction) {
        RequireNoReset(transaction);
        look(transaction);
        return transaction.generation();
      });
    } else {
      auto [generation, seen] = store_.Read([&](const storage::Transaction& transaction) {
        RequireNoReset(transaction);
        return std::pair<std::int64_t, Seen>(transaction.generation(), look(transaction));
      });
      generation_ = generation;
      return std::move(seen);
    }
  }

  // What `commit(transaction)` returns, in a transaction that writes; it must check again what it needs of what was looked at. Throws
  // api::InternalErrorException, having written nothing, if the contents of the store were replaced since a Look or another Commit: what
  // one writes, and what it saw, says nothing behind that border either.
  template <class Function>
  auto Commit(Function&& commit) {
    using Result = std::invoke_result_t<Function, storage::Transaction&>;
    if constexpr (std::is_void_v<Result>) {
      generation_ = store_.Write([&](storage::Transaction& transaction) {
        RequireNoReset(transaction);
        commit(transaction);
        return transaction.generation();
      });
    } else {
      auto [generation, result] = store_.Write([&](storage::Transaction& transaction) {
        RequireNoReset(transaction);
        return std::pair<std::int64_t, Result>(transaction.generation(), commit(transaction));
      });
      generation_ = generation;
      return std::move(result);
    }
  }

  // Of the contents that were looked at last; nullopt before that. For who writes beside these rounds.
  std::optional<std::int64_t> generation() const { return generation_; }

 private:
  void RequireNoReset(const storage::Transaction& transaction) const {
    if (generation_ && transaction.generation() != *generation_) {
      throw api::InternalErrorException("The state was reset.");
    }
  }

  storage::Store& store_;
  std::optional<std::int64_t> generation_;  // of every Look and Commit
};

}  // namespace rockpool::world
