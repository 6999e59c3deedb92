#include "server/sign_up/attribute_changes.h"

#include <algorithm>
#include <optional>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/messaging/codes.h"
#include "server/util/strings.h"

namespace rockpool::sign_up {
namespace {

bool SaysVerified(accounts::Attributes attributes, std::string_view attribute) {
  const api::AttributeType* flag = accounts::FindGiven(attributes, std::string(attribute) + "_verified");
  return flag != nullptr && util::EqualsIgnoringCase(flag->Value.value_or(""), "true");
}

// Whether the attribute gets another value, or none.
bool Changes(const accounts::User& user, accounts::Attributes attributes, std::string_view attribute) {
  const api::AttributeType* given = accounts::FindGiven(attributes, attribute);
  const std::string* present = accounts::FindAttribute(user, attribute);
  return given != nullptr && given->Value.value_or("") != (present == nullptr ? "" : *present);
}

// The value that a code is needed for: a new one of an attribute that the pool verifies by itself.
std::optional<std::string> NewValue(const pools::PoolInUse& pool, const accounts::User& user, accounts::Attributes attributes,
                                    std::string_view attribute) {
  if (!Changes(user, attributes, attribute) || SaysVerified(attributes, attribute) || !accounts::IsAutoVerified(pool, attribute)) {
    return std::nullopt;
  }
  const auto& value = accounts::FindGiven(attributes, attribute)->Value;
  return value.value_or("").empty() ? std::nullopt : value;
}

// Users do not even ask for a name that signs somebody else in; administrators may give an address that is not verified.
void RefuseTakenAliases(const storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user,
                        accounts::Attributes attributes) {
  for (const char* attribute : {"email", "phone_number", "preferred_username"}) {
    if (!Changes(user, attributes, attribute)) {
      continue;
    }
    accounts::User wished = user;
    accounts::SetAttribute(wished, attribute, accounts::FindGiven(attributes, attribute)->Value.value_or(""));
    if (accounts::FindHolderOfAlias(transaction, pool, wished, attribute)) {
      throw api::AliasExistsException("An account with the given " + std::string(attribute) + " already exists.");
    }
  }
}

// A code that would prove another value than the one that is given. Assumed of a value that waits: who gives the present one again takes it
// back.
void ForgetCodeOfOtherValue(storage::Transaction& transaction, const accounts::User& user, std::string_view attribute, bool changes,
                            util::EpochMillis now) {
  const auto purpose = messaging::VerifyPurpose(attribute);
  const auto kept = messaging::FindCode(transaction, user, purpose, now);
  if (changes || (kept && !kept->pending_value.empty())) {
    messaging::DeleteCode(transaction, user, purpose);
  }
}

// A new value that gets a code.
struct Proof {
  messaging::Destination destination;
  bool waits = false;  // the old value stays until then
};

void SendCode(storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user, const Proof& proof,
              const AttributeCodes& codes, util::EpochMillis now, Asker& asker, SentMessages& sent) {
  constexpr auto kPurpose = messaging::MessagePurpose::kUpdateUserAttribute;
  const messaging::Destination& destination = proof.destination;
  const std::string& code = destination.attribute == "email" ? codes.email : codes.phone_number;
  messaging::KeepCode(transaction, user, messaging::VerifyPurpose(destination.attribute), code, destination, now, proof.waits);
  const triggers::CustomTexts texts = asker.TextsOf(pool, user, kPurpose, destination);
  sent.details.push_back(messaging::Shown(destination));
  sent.messages.push_back(messaging::Compose(pool, user, destination, {kPurpose, asker.client_id(), code, "", "", texts}, now));
  messaging::Send(transaction, sent.messages.back());
}

}  // namespace

AttributeCodes::AttributeCodes(util::Random& random) : email(messaging::DrawCode(random)), phone_number(messaging::DrawCode(random)) {}

void SentMessages::Dispatch(const Asker& asker, const pools::PoolInUse& pool, const accounts::User& user) const {
  for (const storage::Message& message : messages) {
    asker.Dispatch(pool, user, message);
  }
}

SentMessages ChangeAttributes(storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::AttributeWrite write,
                              accounts::Attributes attributes, const AttributeCodes& codes, util::EpochMillis now, Asker& asker,
                              accounts::User& user) {
  accounts::CheckAttributes(pool, write, &user, attributes);
  if (write == accounts::AttributeWrite::kUpdate) {
    RefuseTakenAliases(transaction, pool, user, attributes);
  }
  std::vector<api::AttributeType> at_once(attributes.begin(), attributes.end());
  std::vector<Proof> proofs;
  for (const std::string_view attribute : accounts::kVerifiable) {
    const auto value = NewValue(pool, user, attributes, attribute);
    if (!value) {
      if (accounts::FindGiven(attributes, attribute) != nullptr) {
        ForgetCodeOfOtherValue(transaction, user, attribute, Changes(user, attributes, attribute), now);
      }
      continue;
    }
    const bool waits = accounts::WaitsForVerification(pool, attribute);
    if (waits) {
      const std::string flag = std::string(attribute) + "_verified";  // it is said of the new value
      std::erase_if(at_once, [&](const api::AttributeType& given) { return given.Name == attribute || given.Name == flag; });
    }
    proofs.push_back({messaging::DestinationOf(attribute, *value), waits});
  }
  accounts::Apply(write, user, at_once);
  accounts::ClaimAliases(transaction, pool, now, user, false);
  accounts::Save(transaction, pool, now, user);
  SentMessages sent;
  for (const Proof& proof : proofs) {
    SendCode(transaction, pool, user, proof, codes, now, asker, sent);
  }
  return sent;
}

}  // namespace rockpool::sign_up
