#include "server/tokens/group_claims.h"
#include "server/tokens/written_claims.h"

namespace rockpool::tokens {

GroupClaims GroupsIn(const TokenFacts& facts) {
  return facts.changes != nullptr && facts.changes->groups ? *facts.changes->groups : GroupClaimsOf(facts.groups);
}

void AddGroups(ChangedClaims& claims, const GroupClaims& groups) {
  if (!groups.groups.empty()) {
    claims.Add("cognito:groups", groups.groups);
  }
}

void AddLevel(const TokenFacts& facts, ChangedClaims& claims) {
  if (facts.acr) {
    claims.Add("acr", *facts.acr);
    claims.Add("amr", facts.amr);
  }
}

void AddSession(const TokenFacts& facts, ChangedClaims& claims) {
  if (facts.session_id) {
    claims.Add("session_id", *facts.session_id);
  }
}

}  // namespace rockpool::tokens
