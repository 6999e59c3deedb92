// What users may prove first in USER_AUTH, and what they have to prove anything with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/sign_in/state.h"
#include "server/sign_in/step.h"
#include "storage/credentials.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// What the subject is offered, in the order of AvailableChallenges: what he has, of what the pool allows and what goes with his second
// factor. Nobody has a password, and an address for each code that the pool allows, but no passkey.
std::vector<Question> FirstFactorsOf(const pools::PoolInUse& pool, const Subject& subject);

// Throws `Invalid session for the user.` if the subject is not offered the factor.
void RequireOffered(const Call& call, const Subject& subject, Question factor);

// The same in the write that a proof by another factor than the password ends in: of the user as he is then, with his credentials and
// passkeys, which it returns.
Subject RequireStillOffered(const storage::Transaction& transaction, const Call& call, const accounts::User& user, Question factor);

// Whether the first factor was proved and is no password: then there is no second one (documented).
bool IsPasswordless(const State& state);

// The first factor was proved, by a method that `amr` names.
void TakeFirstFactor(State& state, const Subject& subject, std::string_view method);

// GetUserAuthFactors, whatever the pool allows. Assumed: that, and the order.
std::vector<api::AuthFactorType> ConfiguredFactorsOf(const storage::Transaction& transaction, const accounts::User& user);

}  // namespace rockpool::sign_in
