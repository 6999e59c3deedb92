#include "server/risk/feedback.h"

#include <utility>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/risk/events.h"
#include "server/risk/mode.h"

namespace rockpool::risk {
namespace {

void Give(storage::Transaction& transaction, storage::AuthEvent record, api::FeedbackValueType value, const char* provider,
          util::EpochMillis now) {
  api::AuthEventType event = Shown(record);
  event.EventFeedback = api::EventFeedbackType{value, provider, api::Timestamp{now}};
  Change(transaction, std::move(record), event);
}

}  // namespace

void RequireThreatProtection(const pools::PoolInUse& pool) {
  if (!ModeOf(pool)) {
    throw api::UserPoolAddOnNotEnabledException("User pool add-on is not enabled.");
  }
}

std::string FeedbackTokenOf(std::string_view secret, const accounts::User& user, std::string_view event_id) {
  constexpr std::string_view kPurpose = "feedback on an event/";
  std::string about(kPurpose);
  about.append(user.record.user_pool_id).append("/").append(accounts::SubOf(user)).append("/").append(event_id);
  return crypto::Base64UrlEncode(crypto::BytesOf(crypto::HmacSha256(secret, about)));
}

storage::AuthEvent RequireEvent(const storage::Transaction& transaction, const accounts::User& user, const std::string& event_id,
                                util::EpochMillis now) {
  auto record = FindEvent(transaction, user, event_id, now);
  if (!record) {
    throw api::ResourceNotFoundException("Event does not exist.");
  }
  return *std::move(record);
}

void GiveAdministratorsFeedback(storage::Transaction& transaction, const accounts::User& user, const std::string& event_id,
                                api::FeedbackValueType value, util::EpochMillis now) {
  Give(transaction, RequireEvent(transaction, user, event_id, now), value, "Admin", now);
}

storage::AuthEvent RequireEventOf(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view secret,
                                  const UsersFeedback& feedback, util::EpochMillis now) {
  RequireThreatProtection(pool);
  const accounts::User user = accounts::RequireUser(transaction, pool, feedback.username);
  if (!crypto::EqualInConstantTime(FeedbackTokenOf(secret, user, feedback.event_id), feedback.token)) {
    throw api::NotAuthorizedException("Invalid feedback token.");
  }
  return RequireEvent(transaction, user, feedback.event_id, now);
}

void GiveUsersFeedback(storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view secret,
                       const UsersFeedback& feedback, util::EpochMillis now) {
  Give(transaction, RequireEventOf(transaction, pool, secret, feedback, now), feedback.value, "User", now);
}

}  // namespace rockpool::risk
