// What a provider's AttributeMapping makes of claims: which attributes of the user get which values, and what does not reach him.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/federation/claims.h"
#include "server/federation/refusal.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/pools/pool_in_use.h"

namespace rockpool::federation {

struct MappedAttribute {
  std::string attribute;
  std::string claim;
  std::string value;  // as it is kept; empty: the attribute is cleared

  bool operator==(const MappedAttribute&) const = default;
};

struct DroppedAttribute {
  std::string attribute;
  std::string claim;
  std::string reason;

  bool operator==(const DroppedAttribute&) const = default;
};

// In the order of the mapping.
struct MappedClaims {
  std::vector<MappedAttribute> mapped;
  std::vector<DroppedAttribute> dropped;
};

// `user` is nullptr for one who signs in for the first time. Throws Refusal in AWS's words: a required attribute that the provider has not
// said, or has cleared; a value that is too long or breaks the schema; an immutable attribute of a user who is there. A flag becomes true
// only with the address that it is of (Assumed).
MappedClaims MapClaims(const pools::PoolInUse& pool, const clients::ClientInUse& client, const identity_providers::ProviderInUse& provider,
                       const Claims& claims, const accounts::User* user);

// Takes the attribute out of what is mapped, with its flag.
void Drop(std::string_view attribute, const std::string& reason, MappedClaims& claims);

// Puts them into the user, with the flags of an e-mail address and a phone number that nobody vouches for. False if he stays as he was.
bool ApplyClaims(const MappedClaims& claims, accounts::User& user);

// A refusal in the form of the provider's type: that of a SAML provider has a prefix and another error.
Refusal RefusalOf(const identity_providers::ProviderInUse& provider, const std::string& text);

// Several values as one text, "[a, b]"; a single one stays as it is.
std::string ValueOf(const std::vector<std::string>& values);

}  // namespace rockpool::federation
