#include "server/sign_up/attribute_changes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "server/accounts/names.h"
#include "server/messaging/codes.h"

namespace rockpool::sign_up {
namespace {

constexpr std::array<std::string_view, 2> kVerifiable{"email", "phone_number"};

// The last one counts.
const api::AttributeType* FindGiven(accounts::Attributes attributes, std::string_view name) {
  const auto found = std::ranges::find(attributes.rbegin(), attributes.rend(), name, &api::AttributeType::Name);
  return found == attributes.rend() ? nullptr : &*found;
}

bool SaysVerified(accounts::Attributes attributes, std::string_view attribute) {
  const api::AttributeType* flag = FindGiven(attributes, std::string(attribute) + "_verified");
  return flag != nullptr && flag->Value == "true";
}

// The value that a code is needed for: a new one of an attribute that the pool verifies by itself.
std::optional<std::string> NewValue(const pools::PoolInUse& pool, const accounts::User& user, accounts::Attributes attributes,
                                    std::string_view attribute) {
  const api::AttributeType* given = FindGiven(attributes, attribute);
  if (given == nullptr || given->Value.value_or("").empty() || SaysVerified(attributes, attribute) ||
      !accounts::IsAutoVerified(pool, attribute)) {
    return std::nullopt;
  }
  const std::string* present = accounts::FindAttribute(user, attribute);
  return present != nullptr && *present == *given->Value ? std::nullopt : given->Value;
}

}  // namespace

AttributeCodes::AttributeCodes(util::Random& random) : email(messaging::DrawCode(random)), phone_number(messaging::DrawCode(random)) {}

void SentMessages::Announce() const { std::ranges::for_each(messages, messaging::Announce); }

SentMessages ChangeAttributes(storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::AttributeWrite write,
                              std::string_view client_id, accounts::Attributes attributes, const AttributeCodes& codes,
                              util::EpochMillis now, accounts::User& user) {
  accounts::CheckAttributes(pool, write, &user, attributes);
  std::vector<api::AttributeType> at_once(attributes.begin(), attributes.end());
  SentMessages sent;
  for (const std::string_view attribute : kVerifiable) {
    const auto value = NewValue(pool, user, attributes, attribute);
    if (!value) {
      continue;
    }
    const std::string& code = attribute == "email" ? codes.email : codes.phone_number;
    const bool waits = accounts::WaitsForVerification(pool, attribute);
    if (waits) {
      std::erase_if(at_once, [&](const api::AttributeType& given) { return given.Name == attribute; });
    }
    const messaging::CodePurpose purpose = messaging::VerifyPurpose(attribute);
    transaction.codes().Put(messaging::KeptCode(user, purpose, code, attribute, now, waits ? *value : ""));
    const messaging::Destination destination = messaging::DestinationOf(attribute, *value);
    sent.details.push_back(messaging::Shown(destination));
    sent.messages.push_back(messaging::Compose(
        pool, user, destination, {messaging::MessagePurpose::kUpdateUserAttribute, std::string(client_id), code, "", ""}, now));
    messaging::Send(transaction, sent.messages.back());
  }
  accounts::Apply(write, user, at_once);
  accounts::ClaimAliases(transaction, pool, now, user, false);
  accounts::Save(transaction, pool, now, user);
  return sent;
}

}  // namespace rockpool::sign_up
