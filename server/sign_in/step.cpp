#include "server/sign_in/step.h"

#include "server/api/errors.h"

namespace rockpool::sign_in {

const std::string& Require(const Parameters& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  if (found == parameters.end() || found->second.empty()) {
    throw api::InvalidParameterException("Missing required parameter " + std::string(name));
  }
  return found->second;
}

std::optional<std::string> Find(const Parameters& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

void CheckHashOf(const Call& call, std::string_view name, const Parameters& parameters) {
  if (call.door == Door::kHosted) {
    return;
  }
  call.trace.Check("secret hash");
  clients::CheckSecretHash(*call.client, name, Find(parameters, "SECRET_HASH"));
}

}  // namespace rockpool::sign_in
