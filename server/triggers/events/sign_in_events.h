// The triggers of a sign-in: PreAuthentication, PostAuthentication, and the three of custom challenges. As sign_up_events.h has it: they
// block, return at once where the pool has no such function, and throw what that header names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/triggers/origin.h"

namespace rockpool::triggers {

void AskPreAuthentication(const Origin& origin, const Person& person, const Metadata& validation_data);
void TellPostAuthentication(const Origin& origin, const Person& person, bool new_device_used, const Metadata& client_metadata);

// What was asked so far, and what came of it: request.session.
struct ChallengeResult {
  std::string challenge_name;  // "SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", ...
  bool result = false;
  std::optional<std::string> metadata = std::nullopt;  // challengeMetadata, of CUSTOM_CHALLENGE

  bool operator==(const ChallengeResult&) const = default;
};

// Whether CUSTOM_AUTH has somebody to ask what comes next: the pool has DefineAuthChallenge, and functions are not skipped.
bool DefinesAuthChallenges(const world::World& world, const pools::PoolInUse& pool);

// Whether the pool can make up a challenge and judge its answer: CreateAuthChallenge and VerifyAuthChallengeResponse.
bool HasCustomChallenges(const pools::PoolInUse& pool);

struct DefinedChallenge {
  std::optional<std::string> challenge_name;  // PASSWORD_VERIFIER or CUSTOM_CHALLENGE; others are refused here
  bool issues_tokens = false;
  bool fails = false;
};
DefinedChallenge AskDefineAuthChallenge(const Origin& origin, const Person& person, const std::vector<ChallengeResult>& session,
                                        const Metadata& client_metadata);

using ChallengeParameters = std::map<std::string, std::string, std::less<>>;
struct CreatedChallenge {
  ChallengeParameters public_parameters;
  ChallengeParameters private_parameters;
  std::optional<std::string> metadata;
};
CreatedChallenge AskCreateAuthChallenge(const Origin& origin, const Person& person, const std::string& challenge_name,
                                        const std::vector<ChallengeResult>& session, const Metadata& client_metadata);

bool AskVerifyAuthChallengeResponse(const Origin& origin, const Person& person, const ChallengeParameters& private_parameters,
                                    const std::string& answer, const Metadata& client_metadata);

}  // namespace rockpool::triggers
