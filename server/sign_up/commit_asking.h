// A transaction that has to ask a Lambda function on its way. It may not while it is open, so it ends having written nothing, the function
// is asked, and the transaction runs again, with the answer, and with all its checks.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "server/api/errors.h"
#include "server/world/look_call_commit.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

// Thrown inside of CommitAsking where an answer is missing that `ask` will get. Everything that could refuse the call is to be checked
// before, so that no function is asked in vain.
struct AskFirst : std::exception {
  explicit AskFirst(std::function<void()> how) : ask(std::move(how)) {}
  const char* what() const noexcept override { return "a function is to be asked first"; }

  std::function<void()> ask;
};

// What `commit(transaction)` returns once it has all answers. What it has written when it throws AskFirst is taken back. Throws what
// `commit` and the asking throw, and api::InternalErrorException if the contents of the store were replaced in between, or it still asks
// after eight answers: an answer is always about something else by now.
template <class Function>
auto CommitAsking(world::LookCallCommit& rounds, Function&& commit) -> std::invoke_result_t<Function, storage::Transaction&> {
  constexpr int kMostAsked = 8;
  std::optional<std::int64_t> generation;
  for (int asked = 0; asked <= kMostAsked; ++asked) {
    std::function<void()> ask;
    try {
      return rounds.Commit([&](storage::Transaction& transaction) {
        if (generation && transaction.generation() != *generation) {
          throw api::InternalErrorException("The state was reset.");
        }
        generation = transaction.generation();
        return commit(transaction);
      });
    } catch (const AskFirst& first) {
      ask = first.ask;
    }
    ask();
  }
  throw api::InternalErrorException("What functions are asked about changes faster than they answer.");
}

}  // namespace rockpool::sign_up
