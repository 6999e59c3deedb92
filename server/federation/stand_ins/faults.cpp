#include "server/federation/stand_ins/faults.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/federation/stand_ins/state.h"

namespace rockpool::federation {
namespace {

using identity_providers::ProviderType;

enum class Whose { kAll, kOAuth, kIdToken, kSigned, kSaml };

struct Known {
  Wrong wrong;
  std::string_view name;
  Whose whose;
};

constexpr std::array kKnown{
    Known{Wrong::kDown, "down", Whose::kAll},
    Known{Wrong::kSlow, "slow", Whose::kAll},
    Known{Wrong::kBadSignature, "bad_signature", Whose::kSigned},
    Known{Wrong::kOtherKey, "other_key", Whose::kSigned},
    Known{Wrong::kWrongIssuer, "wrong_issuer", Whose::kSigned},
    Known{Wrong::kWrongAudience, "wrong_audience", Whose::kSigned},
    Known{Wrong::kWrongNonce, "wrong_nonce", Whose::kSigned},
    Known{Wrong::kExpired, "expired", Whose::kSigned},
    Known{Wrong::kNotYetValid, "not_yet_valid", Whose::kSigned},
    Known{Wrong::kReplayed, "replayed", Whose::kAll},
    Known{Wrong::kNoEmail, "no_email", Whose::kAll},
    Known{Wrong::kUnencrypted, "unencrypted", Whose::kSaml},
    Known{Wrong::kProviderError, "provider_error", Whose::kAll},
    Known{Wrong::kTokenEndpoint4xx, "token_endpoint_4xx", Whose::kOAuth},
    Known{Wrong::kTokenEndpoint5xx, "token_endpoint_5xx", Whose::kOAuth},
    Known{Wrong::kJwksGone, "jwks_gone", Whose::kIdToken},
    Known{Wrong::kKeyRotated, "key_rotated", Whose::kSigned},
};

bool HasIdTokens(const ProviderType& type) {
  return &type == &identity_providers::kOidc || &type == &identity_providers::kGoogle || &type == &identity_providers::kSignInWithApple;
}

auto FindIn(auto& faults, std::span<const Wrong> kinds) {
  return std::ranges::find_if(faults, [kinds](const Fault& fault) { return std::ranges::find(kinds, fault.wrong) != kinds.end(); });
}

}  // namespace

std::string_view NameOf(Wrong wrong) { return std::ranges::find(kKnown, wrong, &Known::wrong)->name; }

std::optional<Wrong> WrongOf(std::string_view name) {
  const auto* found = std::ranges::find(kKnown, name, &Known::name);
  return found == kKnown.end() ? std::nullopt : std::optional(found->wrong);
}

bool CanGoWrong(const ProviderType& type, Wrong wrong) {
  const bool is_saml = &type == &identity_providers::kSaml;
  switch (std::ranges::find(kKnown, wrong, &Known::wrong)->whose) {
    case Whose::kOAuth:
      return !is_saml;
    case Whose::kIdToken:
      return HasIdTokens(type);
    case Whose::kSigned:
      return is_saml || HasIdTokens(type);
    case Whose::kSaml:
      return is_saml;
    case Whose::kAll:
      break;
  }
  return true;
}

std::optional<Fault> TakeFault(const world::World& world, const identity_providers::ProviderInUse& provider, std::span<const Wrong> kinds) {
  return TakeFault(world, provider, *ReadState(world, provider), kinds);
}

std::optional<Fault> TakeFault(const world::World& world, const identity_providers::ProviderInUse& provider, const StandInState& seen,
                               std::span<const Wrong> kinds) {
  if (FindIn(seen.faults, kinds) == seen.faults.end()) {
    return std::nullopt;
  }
  std::optional<Fault> taken;
  ChangeState(world, provider, [&taken, kinds](StandInState& state) {
    const auto found = FindIn(state.faults, kinds);
    taken = found == state.faults.end() ? std::nullopt : std::optional(*found);
    if (taken && taken->times && --*found->times <= 0) {
      state.faults.erase(found);
    }
  });
  return taken;
}

}  // namespace rockpool::federation
