// What the two operations that tell of a user's factors answer alike.
#pragma once

#include "server/accounts/user.h"
#include "server/sign_in/first_factors.h"
#include "storage/transaction.h"

namespace rockpool::operations {

template <class Response>
Response AuthFactorsOf(const storage::Transaction& transaction, const accounts::User& user) {
  Response response;
  response.Username = user.username();
  response.PreferredMfaSetting = user.content.PreferredMfaSetting;
  response.UserMFASettingList = user.content.UserMFASettingList;
  response.ConfiguredUserAuthFactors = sign_in::ConfiguredFactorsOf(transaction, user);
  return response;
}

}  // namespace rockpool::operations
