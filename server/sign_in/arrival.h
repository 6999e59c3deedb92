// Who comes to sign in: from a name to a user, or to nobody, by way of the functions that have a say before anything is looked at.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/sign_in/step.h"
#include "storage/sign_in_sessions.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

struct Arriving {
  std::string_view name;
  // Where it is at hand, the pool's UserMigration function is asked for whom the pool has not.
  std::optional<std::string> password = std::nullopt;
  // What the state of whoever it is must not forbid; runs in a transaction that reads.
  std::function<void(const storage::Transaction& transaction, const Subject& subject)> rules = nullptr;
  // Whether the password may come later, as the answer to a question: then nobody is who may be migrated by it, also where the client does
  // not hide who exists.
  bool may_bring_password = false;
};

// In AWS's order: the user, who is migrated if need be, then PreAuthentication, then the rules. PreAuthentication is told of nobody where
// the client hides who exists, and not where it does not. Blocks where the pool has these functions; else it is one look into the store.
// Throws as HideOrRefuse, the functions and the rules do.
Subject Arrive(Call& call, const Arriving& arriving);

// Whether the pool's UserMigration function may be asked in this call.
bool MayMigrate(const Call& call);

// For a password that answers a question which nobody was asked: where the pool has a UserMigration function, `nobody` becomes whom it
// knows, or who came to be meanwhile, once PreAuthentication has passed him. `typed` is State::typed, since an answer may name nobody by
// what was made up for him; where it is empty the function is not asked. Returns what takes the place of the answer's judgement: a function
// that refuses, or that knows nobody whom the client would hide. `answered` is used up before the function is asked, in the write that
// counts the guess, and says so then: an answer is one guess, and what it leaves behind is left once. Not inside a transaction; blocks.
// Throws `Password attempts exceeded`, and as UseUp and the functions do. Assumed: that PreAuthentication is asked of him, since it would
// be if he had brought the password at once; it has no validationData then.
std::optional<Wrong> ArriveByAnswer(Call& call, std::string_view typed, const std::string& password, storage::SignInSession& answered,
                                    Subject& nobody);

}  // namespace rockpool::sign_in
