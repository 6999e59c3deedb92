#include "server/identity_providers/names.h"

#include <string>

#include "server/api/errors.h"

namespace rockpool::identity_providers {
namespace {

bool Fits(const ProviderType& type, std::string_view name) {
  if (type.fixed_name) return name == type.name;
  // Assumed: AWS keeps these names to themselves, with the text that is known of the reverse case.
  const ProviderType* owner = FindType(name);
  return name != "COGNITO" && (owner == nullptr || !owner->fixed_name);
}

}  // namespace

void CheckName(const ProviderType& type, std::string_view name) {
  if (Fits(type, name)) return;
  throw api::InvalidParameterException("Provider " + std::string(name) + " cannot be of type " + std::string(type.name) + ".");
}

}  // namespace rockpool::identity_providers
