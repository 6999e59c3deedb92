#include "server/sign_up/verification.h"

#include <string>

#include "server/api/errors.h"

namespace rockpool::sign_up {

void RequireVerifiable(std::string_view attribute) {
  if (attribute != "email" && attribute != "phone_number") {
    throw api::InvalidParameterException("Invalid attribute name. Only phone_number and email can be verified.");
  }
}

VerificationTarget RequireTarget(const storage::Transaction& transaction, const accounts::User& user, std::string_view attribute) {
  const auto waiting = transaction.codes().Find(user.number(), attribute == "email" ? "verify_email" : "verify_phone_number");
  if (waiting && !waiting->pending_value.empty()) {
    return {messaging::DestinationOf(attribute, waiting->pending_value), true};
  }
  if (!accounts::HasValue(user, attribute)) {
    const std::string what = attribute == "email" ? "email address" : "phone number";
    throw api::InvalidParameterException("User does not have a valid registered " + what);
  }
  return {messaging::DestinationOf(attribute, *accounts::FindAttribute(user, attribute)), false};
}

}  // namespace rockpool::sign_up
