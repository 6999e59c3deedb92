// Verifying an e-mail address or a phone number of a user who is there.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/messaging/messages.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

// Throws api::InvalidParameterException for the name of anything that cannot be verified (recorded, floci PR 1898).
void RequireVerifiable(std::string_view attribute);

// Where the code goes: to the value that waits for it, else to the present one. Throws api::InvalidParameterException if there is none.
struct VerificationTarget {
  messaging::Destination destination;
  bool is_pending = false;
};
VerificationTarget RequireTarget(const storage::Transaction& transaction, const accounts::User& user, std::string_view attribute,
                                 util::EpochMillis now);

// Takes the attributes away, of an address its flag, the code that would prove it and a value that waits for that. It does not save the
// user.
void RemoveAttributes(storage::Transaction& transaction, accounts::User& user, std::span<const std::string> names);

}  // namespace rockpool::sign_up
