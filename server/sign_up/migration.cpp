#include "server/sign_up/migration.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/accounts/sub.h"
#include "server/api/errors.h"
#include "server/clients/client_in_use.h"
#include "server/messaging/dispatch.h"
#include "server/pools/mfa.h"
#include "server/sign_up/invitation.h"
#include "server/util/log.h"
#include "server/util/strings.h"

namespace rockpool::sign_up {
namespace {

using Status = api::UserStatusType;

constexpr auto kWrite = accounts::AttributeWrite::kAdminCreateUser;
constexpr const char* kSms = "SMS_MFA";

// What makes the answer unusable, for the log.
[[noreturn]] void Refuse(const std::string& why) { throw api::InvalidParameterException(why); }

// An answer may name the user otherwise than the person did, who typed an alias. Assumed: in the attribute `username`, which no schema has.
std::string TakeUsername(std::vector<api::AttributeType>& attributes, const std::string& typed) {
  const api::AttributeType* given = accounts::FindGiven(attributes, "username");
  std::string name = given == nullptr ? typed : given->Value.value_or(typed);
  std::erase_if(attributes, [](const api::AttributeType& one) { return one.Name == "username"; });
  return name;
}

// The developer guide: where users are named by an address, it has to come back.
void RequireSameAddress(const pools::PoolInUse& pool, const accounts::NewName& name, accounts::Attributes attributes) {
  if (!name.attribute) {
    return;
  }
  const api::AttributeType* given = accounts::FindGiven(attributes, name.attribute->Name);
  if (given == nullptr || accounts::Fold(pool, given->Value.value_or("")) != accounts::Fold(pool, name.attribute->Value.value_or(""))) {
    Refuse("The answer has another " + name.attribute->Name + " than was typed.");
  }
}

void RequireSmsMfa(const pools::PoolInUse& pool, accounts::User& user) {
  if (pools::MfaModeOf(pool.settings.MfaConfiguration) == api::UserPoolMfaType::OFF || !accounts::HasValue(user, "phone_number")) {
    Refuse("enableSMSMFA needs MFA in the pool, and a phone number.");
  }
  user.content.UserMFASettingList = {kSms};
}

// The model's constraints of requests, which what a function answers has not passed.
void RequireBounds(const std::string& username, const std::vector<api::AttributeType>& attributes) {
  constexpr std::size_t kLongestUsername = 128;
  constexpr std::size_t kLongestName = 32;
  constexpr std::size_t kLongestValue = 2048;
  static const re2::RE2 pattern(R"([\p{L}\p{M}\p{S}\p{N}\p{P}]+)");
  if (util::Utf16Length(username) > kLongestUsername || !re2::RE2::FullMatch(username, pattern)) {
    Refuse("The answer has a username that is none.");
  }
  for (const api::AttributeType& attribute : attributes) {
    const std::string value = attribute.Value.value_or("");
    if (util::Utf16Length(attribute.Name) > kLongestName || util::Utf16Length(value) > kLongestValue ||
        value.find('\0') != std::string::npos) {
      Refuse("The answer has an attribute whose name or value is longer than a request's may be, or a NUL in it.");
    }
  }
}

accounts::User Make(const triggers::Origin& origin, const triggers::MigratedUser& migrated, const std::string& typed,
                    util::EpochMillis now) {
  const pools::PoolInUse& pool = origin.pool;
  if (migrated.attributes.empty()) {
    Refuse("The answer has no userAttributes.");
  }
  std::vector<api::AttributeType> attributes = migrated.attributes;
  const std::string called = TakeUsername(attributes, typed);
  RequireBounds(accounts::NamesByAttribute(pool) ? typed : called, attributes);
  const std::string sub = accounts::DrawSub(origin.world.random);
  accounts::NewName name = accounts::NameNewUser(pool, accounts::NamesByAttribute(pool) ? typed : called, sub);
  RequireSameAddress(pool, name, attributes);
  attributes = accounts::WithName(name, attributes);
  accounts::CheckAttributes(pool, kWrite, nullptr, attributes);
  // Documented: only CONFIRMED lets the person sign in with the password of before.
  accounts::User user = accounts::NewUser(pool, std::move(name.username), sub, migrated.final_status.value_or(Status::RESET_REQUIRED), now);
  accounts::Apply(kWrite, user, attributes);
  // Assumed: as at a sign-up, and unlike what an administrator creates, nothing required may be left out.
  if (const auto missing = accounts::MissingRequired(pool, user); !missing.empty()) {
    Refuse("The answer lacks the required attribute " + missing.front() + ".");
  }
  if (migrated.enables_sms_mfa) {
    RequireSmsMfa(pool, user);
  }
  return user;
}

// Assumed: the words of an invitation without a password, which the person knows; CustomMessage is not asked.
std::vector<storage::Message> Welcome(storage::Transaction& transaction, const triggers::Origin& origin,
                                      const triggers::MigratedUser& migrated, const accounts::User& user, util::EpochMillis now) {
  std::vector<storage::Message> sent;
  if (migrated.suppresses_message) {
    return sent;
  }
  for (const auto& destination : DestinationsOfInvitation(user, migrated.media)) {
    sent.push_back(messaging::Compose(origin.pool, user, destination,
                                      {messaging::MessagePurpose::kAdminCreateUser, origin.client_id, "", "", "", {}}, now));
    messaging::Send(transaction, sent.back());
  }
  return sent;
}

struct Kept {
  accounts::User user;
  std::vector<storage::Message> sent;
};

Kept Keep(const triggers::Origin& origin, const triggers::MigratedUser& migrated, const std::string& typed,
          const std::optional<std::string>& password, world::LookCallCommit& rounds) {
  const pools::PoolInUse& pool = origin.pool;
  const util::EpochMillis now = origin.world.clock.Now();
  const accounts::User made = Make(origin, migrated, typed, now);
  std::optional<storage::PasswordVerifier> verifier;
  if (password && made.status() != Status::RESET_REQUIRED) {
    verifier = accounts::MakeVerifier(pool, made.username(), *password, origin.world.random);
  }
  return rounds.Commit([&](storage::Transaction& transaction) -> Kept {
    clients::UseClient(transaction, origin.world.caches, origin.client_id);  // throws if it is gone
    if (auto other = accounts::FindUser(transaction, pool, typed)) {
      return {*std::move(other), {}};
    }
    accounts::User user = made;
    accounts::RefuseTakenName(transaction, pool, user, "User already exists");
    accounts::ClaimAliases(transaction, pool, now, user, migrated.forces_alias);
    accounts::Insert(transaction, pool, user);
    if (!accounts::FindUser(transaction, pool, typed)) {
      // Else he would be there, and the sign-in would not find him, then or ever. Assumed.
      Refuse("The user whom the answer makes is not found by the name that was typed.");
    }
    if (verifier) {
      accounts::SetPassword(transaction, pool, user, *verifier, now);
    }
    auto sent = Welcome(transaction, origin, migrated, user, now);
    return {std::move(user), std::move(sent)};
  });
}

[[noreturn]] void Fail(const triggers::Origin& origin, const char* why) {
  util::Log(util::LogLevel::kWarning, "a user could not be migrated",
            {{"pool", origin.pool.id}, {"client", origin.client_id}, {"reason", std::string_view(why)}});
  triggers::ThrowNotMigrated(origin);
}

}  // namespace

accounts::User MigrateUser(const triggers::Origin& origin, const triggers::MigratedUser& migrated, const std::string& name,
                           const std::optional<std::string>& password, const triggers::Metadata& client_metadata,
                           world::LookCallCommit& rounds) {
  Kept kept;
  try {
    kept = Keep(origin, migrated, name, password, rounds);
  } catch (const api::InvalidParameterException& refusal) {
    Fail(origin, refusal.what());
  } catch (const api::AliasExistsException& taken) {
    Fail(origin, taken.what());
  } catch (const api::UsernameExistsException& taken) {
    Fail(origin, taken.what());
  }
  for (const storage::Message& message : kept.sent) {
    messaging::Dispatch(origin, kept.user, message, client_metadata);
  }
  return kept.user;
}

}  // namespace rockpool::sign_up
