// What all that works on a user pool shares: finding it in the caller's account and region, and showing it.
#pragma once

#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/operations/context.h"
#include "storage/transaction.h"

namespace rockpool::operations {

// Throws api::ResourceNotFoundException if the caller's account has no such pool in the caller's region.
void RequirePool(const storage::Transaction& transaction, const Context& context, std::string_view id);

// The record, or the pool as answers show it. Throw as RequirePool does.
storage::UserPool FindPool(const storage::Transaction& transaction, const Context& context, std::string_view id);
api::UserPoolType LoadPool(const storage::Transaction& transaction, const Context& context, std::string_view id);

// The ARN of the pool, or of its replica in another region.
std::string ArnOfPool(const std::string& region, const std::string& account, const std::string& id);

// The pool as answers show it: what its document says, and beside it what only the record knows.
api::UserPoolType Shown(const storage::UserPool& record);

}  // namespace rockpool::operations
