#include "server/sign_up/verification.h"

#include <algorithm>
#include <set>
#include <string>

#include "server/accounts/attributes.h"
#include "server/api/errors.h"
#include "server/messaging/codes.h"

namespace rockpool::sign_up {

namespace {

bool IsVerifiable(std::string_view attribute) { return std::ranges::find(accounts::kVerifiable, attribute) != accounts::kVerifiable.end(); }

}  // namespace

void RequireVerifiable(std::string_view attribute) {
  if (!IsVerifiable(attribute)) {
    throw api::InvalidParameterException("Invalid attribute name. Only phone_number and email can be verified.");
  }
}

VerificationTarget RequireTarget(const storage::Transaction& transaction, const accounts::User& user, std::string_view attribute,
                                 util::EpochMillis now) {
  const auto waiting = messaging::FindCode(transaction, user, messaging::VerifyPurpose(attribute), now);
  if (waiting && !waiting->pending_value.empty()) {
    return {messaging::DestinationOf(attribute, waiting->pending_value), true};
  }
  if (!accounts::HasValue(user, attribute)) {
    const std::string what = attribute == "email" ? "email address" : "phone number";
    throw api::InvalidParameterException("User does not have a valid registered " + what);
  }
  return {messaging::DestinationOf(attribute, *accounts::FindAttribute(user, attribute)), false};
}

void RemoveAttributes(storage::Transaction& transaction, accounts::User& user, std::span<const std::string> names) {
  // A request may name one many times, and each costs a statement.
  for (const std::string_view name : std::set<std::string_view>(names.begin(), names.end())) {
    accounts::RemoveAttribute(user, name);
    if (IsVerifiable(name)) {
      messaging::DeleteCode(transaction, user, messaging::VerifyPurpose(name));
    }
  }
}

}  // namespace rockpool::sign_up
