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

[[noreturn]] void ThrowNoEvent() { throw api::ResourceNotFoundException("Event does not exist."); }

void Give(storage::Transaction& transaction, const accounts::User& user, const storage::AuthEvent& seen,
          const api::EventFeedbackType& feedback) {
  auto record = FindStill(transaction, user, seen.event_id, seen.creation_millis);
  if (!record) {
    ThrowNoEvent();
  }
  api::AuthEventType event = Shown(*record);
  event.EventFeedback = feedback;
  Change(transaction, *std::move(record), event);
}

// Throws if that is not what the notice's token is for.
accounts::User RequireUserOf(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view secret,
                             const UsersFeedback& feedback) {
  RequireThreatProtection(pool);
  accounts::User user = accounts::RequireUser(transaction, pool, feedback.username);
  if (!crypto::EqualInConstantTime(FeedbackTokenOf(secret, user, feedback.event_id), feedback.token)) {
    throw api::NotAuthorizedException("Invalid feedback token.");
  }
  return user;
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
    ThrowNoEvent();
  }
  return *std::move(record);
}

void GiveAdministratorsFeedback(storage::Transaction& transaction, const accounts::User& user, const storage::AuthEvent& seen,
                                api::FeedbackValueType value, util::EpochMillis now) {
  Give(transaction, user, seen, {value, "Admin", api::Timestamp{now}});
}

storage::AuthEvent RequireEventOf(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view secret,
                                  const UsersFeedback& feedback, util::EpochMillis now) {
  return RequireEvent(transaction, RequireUserOf(transaction, pool, secret, feedback), feedback.event_id, now);
}

void GiveUsersFeedback(storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view secret,
                       const UsersFeedback& feedback, const storage::AuthEvent& seen, util::EpochMillis now) {
  Give(transaction, RequireUserOf(transaction, pool, secret, feedback), seen, {feedback.value, "User", api::Timestamp{now}});
}

}  // namespace rockpool::risk
