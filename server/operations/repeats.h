// What operations declare, beside themselves, for who makes the same calls again and again: a seed, at every start.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/operations/context.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// Where the thing is that a request would create.
enum class Existence {
  kNowhere,
  kHere,       // what the request names is there, with whatever settings: there is nothing left to create
  kElsewhere,  // its name is unique in the store, and another account, region or pool has it
};

// The request fixes no name under which what it creates could be found again. The text says what is missing.
class Unfindable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a call changes: an app client, or a pool where no app client is named. What is remembered of the call ends with it.
struct RecordOwner {
  std::string user_pool_id;
  std::string client_id;
};

// The declarations of repeats.def, each defined in the file of its operation.
// <Name>Exists looks and changes nothing; throws Unfindable. A pool that the caller does not have holds nothing.
// <Name>Changes is for operations that write in one transaction: with it, what is remembered of the call is written.
#define CREATES(Name) \
  Existence Name##Exists(const storage::Transaction& transaction, const Context& context, const api::Name##Request& request);
#define ONCE(Name) RecordOwner Name##Changes(const api::Name##Request& request);
#include "server/operations/repeats.def"
#undef CREATES
#undef ONCE

// kHere if the thing is there and in a pool of the caller's.
inline Existence InOwnPool(const storage::Transaction& transaction, const Context& context, std::string_view user_pool_id, bool is_there) {
  const world::Caller& caller = context.caller;
  return is_there && transaction.user_pools().Exists(caller.account, caller.region, user_pool_id) ? Existence::kHere : Existence::kNowhere;
}

}  // namespace rockpool::operations
