// What is written into the payload of each kind of token, and in which order; for claims.cpp alone, which knows what becomes of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/tokens/changed_claims.h"
#include "server/tokens/claims.h"

namespace rockpool::tokens {

void WriteAccessClaims(const TokenFacts& facts, std::string_view jti, ChangedClaims& claims);
void WriteClientClaims(const ClientTokenFacts& facts, std::string_view jti, ChangedClaims& claims);
void WriteIdClaims(const TokenFacts& facts, std::string_view jti, std::string_view access_token, ChangedClaims& claims);

// What ID and access tokens have in common.

// The user's own, unless others were put in their place.
GroupClaims GroupsIn(const TokenFacts& facts);

// Assumed: where they stand. No function of a pool changes them (documented), so ChangedClaims knows their names.
void AddLevel(const TokenFacts& facts, ChangedClaims& claims);

void AddGroups(ChangedClaims& claims, const GroupClaims& groups);
void AddSession(const TokenFacts& facts, ChangedClaims& claims);

// Of an access token, with what is changed of them. What is to be added and suppressed is suppressed (Assumed, as it is documented of
// claims).
std::vector<std::string> ScopesIn(const std::string& granted, const TokenChanges* changes);

}  // namespace rockpool::tokens
