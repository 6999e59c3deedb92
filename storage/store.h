// storage: what must be remembered, as records and repositories inside transactions; the contract alone. It includes nothing of server/: a
// document is a string to it, a rule is somebody else's. docs/storage.md is the manual.
//
// The contract of storage: everything happens in a transaction, and what a write has returned from survives the end of the process.
//
// The function that is passed in may run more than once and touches nothing outside it: ids, random values and times are drawn before.
// Nothing slow happens inside (no network, hashing, key generation). A thread is in one transaction of a store at most; a second one is
// a std::logic_error. Whatever the function throws rolls the transaction back and reaches the caller.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "storage/errors.h"
#include "storage/transaction.h"
#include "storage/writer.h"

namespace rockpool::storage {

// What changes in the same moment as all contents of a store. Either may be empty.
struct Amendment {
  std::function<void(Transaction&)> write;  // as the function of a Write, in what the store is about to become
  std::function<void()> then;               // once readers see it, before anyone else writes; short, throws nothing, uses no store
};

class Store {
 public:
  virtual ~Store() = default;

  // A consistent view of one moment, with all that was committed before it. Waits for no writer where the backend can help it (SQLite in
  // memory cannot). Any thread. Returns what `function` returns.
  template <class Function>
  auto Read(Function&& function) const {
    return Collect<const Transaction&>([this](const auto& body) { ReadTransaction(body); }, std::forward<Function>(function));
  }

  // As Read, of a few rows: on the connection of whoever writes where nobody has the turn to, since that one has at hand what was written
  // last, and the others have to read it anew after each commit. Who wants the turn meanwhile waits for it: it takes microseconds,
  // and at its end may run what others have queued, so it is called without a lock.
  template <class Function>
  auto ReadBriefly(Function&& function) const {
    return Collect<const Transaction&>([this](const auto& body) { BriefReadTransaction(body); }, std::forward<Function>(function));
  }

  // Serial: one after another, each sees all that were answered before it. Any thread. Committed when it returns, and kept whatever the
  // caller does next. It waits for its turn, perhaps while another thread runs the function, and until what is committed survives what the
  // store's durability promises; a thread that has the turn already (writer()) waits for neither.
  // Throws Unwritable if the disk takes nothing more.
  template <class Function>
  auto Write(Function&& function) {
    return Collect<Transaction&>([this](const auto& body) { WriteTransaction(body); }, std::forward<Function>(function));
  }

  // The store becomes what `other` is, but for its properties and key pairs, which stay as they are. It waits as a Write does, and is one
  // moment to readers: they see all of the old or all of the new. Costs what `other` holds, not what it replaces. Any thread, outside of
  // transactions. Requires: another store of the same backend; throws std::logic_error if not. Throws Unwritable if the disk takes nothing
  // more, or what the amendment throws, and has then changed nothing. Afterwards the generation is another one.
  void ReplaceContentsWith(const Store& other, const Amendment& amendment = {}) { Replace(other, amendment); }

  // Whose turn it is to write, for threads that must not wait in Write. It is the store's own and ends with it.
  virtual Writer& writer() = 0;

  // As Transaction::generation().
  std::int64_t generation() const;

  // True if a transaction may take so long (a remote backend) that I/O threads must not run one.
  virtual bool MayBlock() const { return false; }

 protected:
  virtual void ReadTransaction(const std::function<void(const Transaction&)>& body) const = 0;
  virtual void BriefReadTransaction(const std::function<void(const Transaction&)>& body) const { ReadTransaction(body); }
  virtual void WriteTransaction(const std::function<void(Transaction&)>& body) = 0;
  virtual void Replace(const Store& other, const Amendment& amendment) = 0;

 private:
  template <class Argument, class Runner, class Function>
  static auto Collect(Runner&& runner, Function&& function) {
    using Result = std::invoke_result_t<Function, Argument>;
    if constexpr (std::is_void_v<Result>) {
      runner(std::function<void(Argument)>(std::ref(function)));
    } else {
      std::optional<Result> result;
      runner(std::function<void(Argument)>([&](Argument transaction) { result.emplace(function(transaction)); }));
      return *std::move(result);
    }
  }
};

inline std::int64_t Store::generation() const {
  return Read([](const Transaction& transaction) { return transaction.generation(); });
}

}  // namespace rockpool::storage
