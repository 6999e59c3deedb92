// The contract of storage: everything happens in a transaction, and what a write has returned from survives the end of the process.
//
// The function that is passed in may run more than once and touches nothing outside it: ids, random values and times are drawn before.
// Nothing slow happens inside (no network, hashing, key generation). A thread is in one transaction of a store at most; a second one is
// a std::logic_error. Whatever the function throws rolls the transaction back and reaches the caller.
#pragma once

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "storage/errors.h"
#include "storage/transaction.h"

namespace rockpool::storage {

class Store {
 public:
  virtual ~Store() = default;

  // A consistent view of one moment, with all that was committed before it. Waits for no writer where the backend can help it (SQLite in
  // memory cannot). Any thread. Returns what `function` returns.
  template <class Function>
  auto Read(Function&& function) const {
    return Collect<const Transaction&>([this](const auto& body) { ReadTransaction(body); }, std::forward<Function>(function));
  }

  // Serial: one after another, each sees all that were answered before it. Committed when it returns. Any thread.
  // Throws Unwritable if the disk takes nothing more.
  template <class Function>
  auto Write(Function&& function) {
    return Collect<Transaction&>([this](const auto& body) { WriteTransaction(body); }, std::forward<Function>(function));
  }

  // The store becomes what `other` is, but for its properties and key pairs, which stay as they are. As serial as a write, and one moment
  // to readers: they see all of the old or all of the new. Costs what `other` holds, not what it replaces. Any thread, outside of
  // transactions. Requires: another store of the same backend; throws std::logic_error if not. Throws Unwritable if the disk takes nothing
  // more, and has then changed nothing.
  virtual void ReplaceContentsWith(const Store& other) = 0;

  // True if a transaction may take so long (a remote backend) that I/O threads must not run one.
  virtual bool MayBlock() const { return false; }

 protected:
  virtual void ReadTransaction(const std::function<void(const Transaction&)>& body) const = 0;
  virtual void WriteTransaction(const std::function<void(Transaction&)>& body) = 0;

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

}  // namespace rockpool::storage
