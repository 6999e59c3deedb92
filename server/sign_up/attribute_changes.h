// sign_up: creating, confirming, recovering and verifying users, and what may be said of whom. It may not know how somebody signs in.
//
// A change of attributes that are there, by the user or by an administrator: what takes effect at once, what waits for a code, and who
// gets one.
#pragma once

#include <string>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/messaging/messages.h"
#include "server/pools/pool_in_use.h"
#include "server/sign_up/asker.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

// Drawn before the transaction, for it may run twice.
struct AttributeCodes {
  explicit AttributeCodes(util::Random& random);

  std::string email;
  std::string phone_number;
};

// Messages that were sent: where to, and what the outbox keeps of them.
struct SentMessages {
  std::vector<api::CodeDeliveryDetailsType> details;
  std::vector<storage::Message> messages;

  // Once the write is done.
  void Dispatch(const Asker& asker, const pools::PoolInUse& pool, const accounts::User& user) const;
};

// Checks and applies the change, and saves the user. A new e-mail or phone that the pool verifies by itself gets a code; if it has to be
// verified first (AttributesRequireVerificationBeforeUpdate) the old value stays until then, unless an administrator says with the value
// that it is verified. Inside of CommitAsking, for each message may be CustomMessage's. Throws as accounts::CheckAttributes does, and
// api::AliasExistsException `An account with the given email already exists.`
SentMessages ChangeAttributes(storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::AttributeWrite write,
                              accounts::Attributes attributes, const AttributeCodes& codes, util::EpochMillis now, Asker& asker,
                              accounts::User& user);

}  // namespace rockpool::sign_up
