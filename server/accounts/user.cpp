#include "server/accounts/user.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/pools/records.h"
#include "server/util/strings.h"

namespace rockpool::accounts {
namespace {

std::vector<api::AttributeType>& AttributesOf(User& user) {
  if (!user.content.UserAttributes) {
    user.content.UserAttributes.emplace();
  }
  return *user.content.UserAttributes;
}

void Encode(User& user) { user.record.document = api::ToJson(user.content); }

}  // namespace

User Decode(storage::User record) {
  User user;
  user.content = api::FromStoredJson<api::AdminGetUserResponse>(record.document);
  user.record = std::move(record);
  return user;
}

User NewUser(const pools::PoolInUse& pool, std::string username, std::string_view sub, api::UserStatusType status, util::EpochMillis now) {
  User user;
  user.record.user_pool_id = pool.id;
  user.record.username = std::move(username);
  user.record.creation_millis = now;
  user.record.last_modified_millis = now;
  user.content.Enabled = true;
  user.content.UserStatus = status;
  SetAttribute(user, "sub", sub);
  return user;
}

const std::string& SubOf(const User& user) {
  const std::string* sub = FindAttribute(user, "sub");
  if (sub == nullptr) {
    throw std::runtime_error("a stored user has no sub");
  }
  return *sub;
}

const std::string* FindAttribute(const User& user, std::string_view name) {
  if (!user.content.UserAttributes) {
    return nullptr;
  }
  const auto found = std::ranges::find(*user.content.UserAttributes, name, &api::AttributeType::Name);
  return found != user.content.UserAttributes->end() && found->Value ? &*found->Value : nullptr;
}

bool HasValue(const User& user, std::string_view attribute) {
  const std::string* value = FindAttribute(user, attribute);
  return value != nullptr && !value->empty();
}

bool IsVerified(const User& user, std::string_view attribute) {
  const std::string* flag = FindAttribute(user, std::string(attribute) + "_verified");
  return flag != nullptr && util::EqualsIgnoringCase(*flag, "true") && HasValue(user, attribute);
}

void SetAttribute(User& user, std::string_view name, std::string_view value) {
  if (value.empty()) {
    RemoveAttribute(user, name);
    return;
  }
  auto& attributes = AttributesOf(user);
  if (const auto found = std::ranges::find(attributes, name, &api::AttributeType::Name); found != attributes.end()) {
    found->Value = value;
  } else {
    attributes.push_back({std::string(name), std::string(value)});
  }
}

void RemoveAttribute(User& user, std::string_view name) {
  const std::string flag = std::string(name) + "_verified";
  std::erase_if(AttributesOf(user), [&](const api::AttributeType& attribute) { return attribute.Name == name || attribute.Name == flag; });
}

void Insert(storage::Transaction& transaction, const pools::PoolInUse& pool, User& user) {
  Encode(user);
  user.record.number = transaction.users().Insert(user.record, SearchValuesOf(pool, user));
}

void Save(storage::Transaction& transaction, const pools::PoolInUse& pool, util::EpochMillis now, User& user) {
  Encode(user);
  user.record.last_modified_millis = pools::TimeOfChange(now, user.record.last_modified_millis);
  transaction.users().Update(user.record, SearchValuesOf(pool, user));
  user.record.revision = 0;  // which no record has: the store has drawn another, or, if it takes this back, has another content
}

void Delete(storage::Transaction& transaction, const User& user) {
  ForgetAttempts(transaction, user.record.user_pool_id, user.username());
  transaction.users().Delete(user.number());
}

api::UserType Shown(const User& user) {
  api::UserType shown;
  shown.Username = user.record.username;
  shown.Attributes = user.content.UserAttributes;
  shown.UserCreateDate = api::Timestamp{user.record.creation_millis};
  shown.UserLastModifiedDate = api::Timestamp{user.record.last_modified_millis};
  shown.Enabled = user.is_enabled();
  shown.UserStatus = user.content.UserStatus;
  shown.MFAOptions = user.content.MFAOptions;
  return shown;
}

api::AdminGetUserResponse ShownToAdministrator(const User& user) {
  api::AdminGetUserResponse shown = user.content;
  shown.Username = user.record.username;
  shown.UserCreateDate = api::Timestamp{user.record.creation_millis};
  shown.UserLastModifiedDate = api::Timestamp{user.record.last_modified_millis};
  return shown;
}

}  // namespace rockpool::accounts
