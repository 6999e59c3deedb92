// What each call passes before it runs: the rate of its account, and what a secondary replica of its pool does.
#pragma once

#include <optional>
#include <string_view>

#include "server/api/types.h"
#include "server/operations/context.h"
#include "server/operations/may_wait.h"
#include "server/world/caller.h"

namespace rockpool::operations {

// Throws api::TooManyRequestsException where rates are held to (pools/rates.h). Counts the call. `answered`: the challenge that it answers.
void RequireRate(const Context& context, std::optional<api::ChallengeNameType> answered);

enum class AtSecondary {
  kServed,             // the replica does it, of the primary's data and of what is its own, before it is ACTIVE too
  kServedWhileActive,  // the same, of what users do
  kRefused,            // OperationNotEnabledException
  kItself,             // the operation knows of replicas
  kUnknown,            // the pool is not there, as in every region where it has no replica
};

// The developer guide ("Multi-Region replication"): existing users sign in, what belongs to the pool can be read, what is the replica's own
// is set, and nothing of users is written but what ends their tokens.
AtSecondary WhatSecondaryDoes(const api::Operation& operation);

// As whom the call runs where a secondary replica serves it: in the primary's region, Caller::replica saying so. nullopt: as it came.
// A call whose region is the pool's own, or that names none, is not looked at; others cost a transaction that reads. Throws
// api::OperationNotEnabledException for what the replica refuses, and for what users do where it is not ACTIVE. The first that
// `named` names counts, and is believed: it is proved by the call itself, later.
std::optional<world::Caller> ServedBySecondary(const Context& context, const NamedPool& named);

}  // namespace rockpool::operations
