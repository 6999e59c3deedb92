// PreTokenGeneration, in its three versions, and InboundFederation. As sign_up_events.h has it: they block, return at once where the pool
// has no such function, and throw what that header names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/tokens/token_changes.h"
#include "server/triggers/origin.h"

namespace rockpool::triggers {

enum class TokenSource { kHostedAuth, kAuthentication, kNewPasswordChallenge, kAuthenticateDevice, kRefreshTokens, kClientCredentials };

// No change where the pool has no such function, or one of a version that this source does not reach (V1 and V2: kClientCredentials).
// `groups` are the user's own; `scopes` those of the access token, which V2 and V3 are told. For kClientCredentials `person` is
// `ClientCredentials` without attributes.
tokens::TokenChanges AskPreTokenGeneration(const Origin& origin, TokenSource source, const Person& person,
                                           const tokens::GroupClaims& groups, const std::vector<std::string>& scopes,
                                           const Metadata& client_metadata);

// What a provider says of a person, as InboundFederation is told it, and may rewrite it before it is mapped: names to JSON values.
struct FederatedClaims {
  std::string provider_name;
  std::string provider_type;                                  // ProviderTypeType: "OIDC", "SAML", "Google"
  std::vector<std::pair<std::string, std::string>> id_token;  // OIDC and social: name and JSON value; empty of SAML
  std::vector<std::pair<std::string, std::string>> user_info;
  std::vector<std::pair<std::string, std::string>> token_response;
  std::vector<std::pair<std::string, std::string>> saml_response;  // attributes of SAML
};

// The attributes in the place of the provider's claims: userAttributesToMap, names and texts (of what is no text its JSON). nullopt: the
// claims stay as they are.
std::optional<std::vector<std::pair<std::string, std::string>>> AskInboundFederation(const Origin& origin, const std::string& username,
                                                                                     const FederatedClaims& claims);

}  // namespace rockpool::triggers
