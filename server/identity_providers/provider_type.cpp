#include "server/identity_providers/provider_type.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "server/api/errors.h"

namespace rockpool::identity_providers {
namespace {

constexpr std::array<const ProviderType*, 6> kTypes = {&kFacebook, &kGoogle, &kLoginWithAmazon, &kOidc, &kSaml, &kSignInWithApple};

}  // namespace

const KeyRule* ProviderType::FindKey(std::string_view key) const {
  const auto found = std::ranges::find(keys, key, &KeyRule::key);
  return found == keys.end() ? nullptr : &*found;
}

std::span<const ProviderType* const> ProviderTypes() { return kTypes; }

const ProviderType& TypeOf(api::IdentityProviderTypeType type) {
  const auto found = std::ranges::find(kTypes, type, &ProviderType::api_type);
  if (found == kTypes.end()) throw std::logic_error("a provider type without a table");
  return **found;
}

const ProviderType* FindType(std::string_view name) {
  const auto found = std::ranges::find(kTypes, name, &ProviderType::name);
  return found == kTypes.end() ? nullptr : *found;
}

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
