// What comes next in a sign-in, and nothing else: from what has been proved, the user and the pool.
#pragma once

#include <optional>
#include <vector>

#include "server/sign_in/step.h"

namespace rockpool::sign_in {

// A question, or what the pool's functions say, or, where neither is to come, the end.
struct Next {
  std::optional<Question> question = std::nullopt;
  std::vector<Question> choices = {};  // of SELECT_MFA_TYPE and MFA_SETUP; of USER_AUTH's first factor all that the user can choose
  bool asks_functions = false;
};

// Throws as DecideMfa does, and api::OperationNotEnabledException for what no secondary replica asks.
Next Decide(const Call& call, const Subject& subject, const State& state);

}  // namespace rockpool::sign_in
