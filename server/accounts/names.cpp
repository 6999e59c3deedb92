#include "server/accounts/names.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "server/accounts/links.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::accounts {
namespace {

using Alias = api::AliasAttributeType;
using NameAttribute = api::UsernameAttributeType;

constexpr std::string_view kEmail = "email";
constexpr std::string_view kPhoneNumber = "phone_number";
constexpr std::string_view kPreferredUsername = "preferred_username";
constexpr std::size_t kSearchedBytes = 3 * 256;  // a filter is no longer

// What a filter of ListUsers compares without case, whatever the pool says of names; the rest of what is searched but names and the sub.
constexpr std::array<std::string_view, 3> kSearchedAttributes{"name", "given_name", "family_name"};

bool LooksLikeEmail(std::string_view name) { return name.find('@') != std::string_view::npos; }

bool NamesBy(const pools::PoolInUse& pool, NameAttribute attribute) { return util::Contains(pool.settings.UsernameAttributes, attribute); }

bool HasAlias(const pools::PoolInUse& pool, Alias alias) { return util::Contains(pool.settings.AliasAttributes, alias); }

// Whether a value of the attribute signs somebody in who has it so.
bool IsActiveAlias(const pools::PoolInUse& pool, const User& user, std::string_view attribute) {
  // Assumed: who signs in at a provider is not found by an address, so that a user of the pool may have it too. Many report two users with
  // one e-mail address, whichever of the two came first.
  if (IsOfProvider(user)) {
    return false;
  }
  if (attribute == kEmail) {
    return NamesBy(pool, NameAttribute::email) || (HasAlias(pool, Alias::email) && IsVerified(user, kEmail));
  }
  if (attribute == kPhoneNumber) {
    return NamesBy(pool, NameAttribute::phone_number) || (HasAlias(pool, Alias::phone_number) && IsVerified(user, kPhoneNumber));
  }
  // An unconfirmed user is not known by it yet (the developer guide, "User pool attributes").
  return attribute == kPreferredUsername && HasAlias(pool, Alias::preferred_username) && user.status() != api::UserStatusType::UNCONFIRMED;
}

std::string Searched(std::string value) {
  value.resize(std::min(value.size(), kSearchedBytes));
  return value;
}

// Under which name and value of the search the alias is unique. Filters ignore case, so where aliases do not they stand apart; so do those
// of which the search holds the beginning alone, by a digest of the whole.
storage::SearchValue AliasOf(const pools::PoolInUse& pool, std::string_view attribute, std::string_view value) {
  std::string folded = Fold(pool, value);
  if (folded.size() > kSearchedBytes) {
    return {std::string(attribute) + "#", util::HexEncode(crypto::Sha256(folded)), true};
  }
  return {std::string(attribute) + (pools::IsCaseSensitive(pool) ? "=" : ""), std::move(folded), true};
}

std::optional<storage::User> FindByAlias(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view attribute,
                                         std::string_view value) {
  const storage::SearchValue alias = AliasOf(pool, attribute, value);
  return transaction.users().FindByAlias(pool.id, alias.name, alias.value);
}

// `what` has the name: "Username" and the like.
void RefuseFormOfAliases(const pools::PoolInUse& pool, const std::string& what, std::string_view name) {
  if (HasAlias(pool, Alias::email) && LooksLikeEmail(name)) {
    throw api::InvalidParameterException(what + " cannot be of email format, since user pool is configured for email alias.");
  }
  if (HasAlias(pool, Alias::phone_number) && LooksLikePhoneNumber(name)) {
    throw api::InvalidParameterException(what + " cannot be of phone number format, since user pool is configured for phone number alias.");
  }
}

void ThrowTaken(std::string_view attribute) {
  throw api::AliasExistsException("An account with the given " + std::string(attribute) + " already exists.");
}

}  // namespace

bool LooksLikePhoneNumber(std::string_view name) {
  return name.size() > 1 && name.front() == '+' && std::ranges::all_of(name.substr(1), util::IsDigit);
}

std::string Fold(const pools::PoolInUse& pool, std::string_view name) {
  return pools::IsCaseSensitive(pool) ? std::string(name) : util::LowerCase(name);
}

bool NamesByAttribute(const pools::PoolInUse& pool) { return !util::MembersOf(pool.settings.UsernameAttributes).empty(); }

NewName NameNewUser(const pools::PoolInUse& pool, std::string_view name, std::string_view sub) {
  if (NamesByAttribute(pool)) {
    const bool by_email = NamesBy(pool, NameAttribute::email);
    const bool by_phone = NamesBy(pool, NameAttribute::phone_number);
    if (by_email && LooksLikeEmail(name)) {
      return {std::string(sub), api::AttributeType{std::string(kEmail), std::string(name)}};
    }
    if (by_phone && LooksLikePhoneNumber(name)) {
      return {std::string(sub), api::AttributeType{std::string(kPhoneNumber), std::string(name)}};
    }
    throw api::InvalidParameterException(by_email && by_phone ? "Username should be either an email or a phone number."
                                         : by_email           ? "Username should be an email."
                                                              : "Username should be a phone number.");
  }
  RefuseFormOfAliases(pool, "Username", name);
  return {Fold(pool, name), std::nullopt};
}

void CheckPreferredUsername(const pools::PoolInUse& pool, std::string_view name) {
  if (HasAlias(pool, Alias::preferred_username)) {
    RefuseFormOfAliases(pool, std::string(kPreferredUsername), name);
  }
}

std::vector<api::AttributeType> WithName(const NewName& name, std::span<const api::AttributeType> given) {
  std::vector<api::AttributeType> attributes;
  if (name.attribute) {
    attributes.push_back(*name.attribute);
  }
  std::ranges::copy_if(given, std::back_inserter(attributes),
                       [&](const api::AttributeType& one) { return !name.attribute || one.Name != name.attribute->Name; });
  return attributes;
}

std::optional<User> FindUser(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view name) {
  const storage::Users& users = transaction.users();
  if (auto found = users.Find(pool.id, Fold(pool, name))) {
    return Decode(*std::move(found));
  }
  for (const std::string_view attribute : {kEmail, kPhoneNumber, kPreferredUsername}) {
    if (auto found = FindByAlias(transaction, pool, attribute, name)) {
      return Decode(*std::move(found));
    }
  }
  if (auto found = users.FindByAlias(pool.id, "sub", name)) {
    return Decode(*std::move(found));
  }
  return std::nullopt;
}

User RequireUser(const storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view name) {
  auto user = FindUser(transaction, pool, name);
  if (!user) {
    throw api::UserNotFoundException("User does not exist.");
  }
  return *std::move(user);
}

std::optional<User> FindStill(const storage::Transaction& transaction, const User& seen) {
  const auto revision = transaction.users().FindRevision(seen.number());
  if (!revision || *revision == seen.record.revision) {
    return revision ? std::optional(seen) : std::nullopt;
  }
  auto found = transaction.users().FindByNumber(seen.number());
  auto user = found ? std::optional(Decode(*std::move(found))) : std::nullopt;
  return user && SubOf(*user) == SubOf(seen) ? std::move(user) : std::nullopt;
}

User RequireStill(const storage::Transaction& transaction, const User& seen) {
  auto user = FindStill(transaction, seen);
  if (!user) {
    throw api::UserNotFoundException("User does not exist.");
  }
  return *std::move(user);
}

void RefuseTakenName(const storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user, const std::string& text) {
  if (FindUser(transaction, pool, user.username())) {
    throw api::UsernameExistsException(text);
  }
  if (!NamesByAttribute(pool)) {
    return;
  }
  for (const std::string_view attribute : {kEmail, kPhoneNumber}) {
    if (FindHolderOfAlias(transaction, pool, user, attribute)) {
      throw api::UsernameExistsException("An account with the given " + std::string(attribute) + " already exists.");
    }
  }
}

std::optional<User> FindHolderOfAlias(const storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user,
                                      std::string_view attribute) {
  const std::string* value = FindAttribute(user, attribute);
  if (value == nullptr || value->empty()) {
    return std::nullopt;
  }
  if (attribute == kPreferredUsername && HasAlias(pool, Alias::preferred_username)) {
    if (auto other = FindUser(transaction, pool, *value); other && other->username() != user.username()) {
      return other;
    }
  }
  auto found = FindByAlias(transaction, pool, attribute, *value);
  return found && found->username != user.username() ? std::optional(Decode(*std::move(found))) : std::nullopt;
}

std::vector<std::string_view> TakenAliases(const storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user) {
  std::vector<std::string_view> taken;
  for (const std::string_view attribute : {kEmail, kPhoneNumber, kPreferredUsername}) {
    if (IsActiveAlias(pool, user, attribute) && FindHolderOfAlias(transaction, pool, user, attribute)) {
      taken.push_back(attribute);
    }
  }
  return taken;
}

void ClaimAliases(storage::Transaction& transaction, const pools::PoolInUse& pool, util::EpochMillis now, const User& user, bool force) {
  for (const std::string_view attribute : {kEmail, kPhoneNumber, kPreferredUsername}) {
    if (!IsActiveAlias(pool, user, attribute)) {
      continue;
    }
    auto holder = FindHolderOfAlias(transaction, pool, user, attribute);
    if (!holder) {
      continue;
    }
    // What names its user, and what no code verifies, cannot be taken from him.
    if (!force || attribute == kPreferredUsername || NamesByAttribute(pool)) {
      ThrowTaken(attribute);
    }
    SetAttribute(*holder, std::string(attribute) + "_verified", "false");
    Save(transaction, pool, now, *holder);
  }
}

void ClaimAliasesForAdministrator(storage::Transaction& transaction, const pools::PoolInUse& pool, util::EpochMillis now,
                                  const User& user) {
  try {
    ClaimAliases(transaction, pool, now, user, false);
  } catch (const api::AliasExistsException& taken) {
    throw api::InvalidParameterException(taken.what());
  }
}

std::vector<storage::SearchValue> SearchValuesOf(const pools::PoolInUse& pool, const User& user) {
  std::vector<storage::SearchValue> values;
  values.push_back({"sub", SubOf(user), true});
  for (const std::string_view attribute : {kEmail, kPhoneNumber, kPreferredUsername}) {
    if (const std::string* value = FindAttribute(user, attribute); value != nullptr && !value->empty()) {
      const bool is_active = IsActiveAlias(pool, user, attribute);
      storage::SearchValue alias = AliasOf(pool, attribute, *value);
      const bool is_apart = alias.name != attribute;
      values.push_back({std::string(attribute), Searched(util::LowerCase(*value)), is_active && !is_apart});
      if (is_active && is_apart) {
        values.push_back(std::move(alias));
      }
    }
  }
  for (const std::string_view attribute : kSearchedAttributes) {
    if (const std::string* value = FindAttribute(user, attribute); value != nullptr && !value->empty()) {
      values.push_back({std::string(attribute), Searched(util::LowerCase(*value)), false});
    }
  }
  values.push_back({"cognito:user_status", util::LowerCase(api::ToText(user.status())), false});
  values.push_back({"status", user.is_enabled() ? "Enabled" : "Disabled", false});
  return values;
}

}  // namespace rockpool::accounts
