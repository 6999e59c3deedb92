// Who comes to sign in: from a name to a user, or to nobody, by way of the functions that have a say before anything is looked at.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/sign_in/step.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

struct Arriving {
  std::string_view name;
  // Where it is at hand, the pool's UserMigration function is asked for whom the pool has not.
  std::optional<std::string> password = std::nullopt;
  // What the state of whoever it is must not forbid; runs in a transaction that reads.
  std::function<void(const storage::Transaction& transaction, const Subject& subject)> rules = nullptr;
};

// In AWS's order: the user, who is migrated if need be, then PreAuthentication, then the rules. Blocks where the pool has these functions;
// else it is one look into the store. Throws as HideOrRefuse, the functions and the rules do.
Subject Arrive(Call& call, const Arriving& arriving);

}  // namespace rockpool::sign_in
