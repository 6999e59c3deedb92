// Why sign-ins went as they did, and the codes of authenticators: `GET /_rockpool/sign-ins`, `GET /_rockpool/sign-ins/{id}`, which are
// pages for who accepts HTML, and `GET /_rockpool/totp`. What they answer reaches them as functions.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "server/util/random.h"
#include "server/workbench/workbench.h"

namespace rockpool::workbench {

// What a reader asks for; an empty member asks for nothing.
struct SignInsQuery {
  std::string pool;
  std::string user;
  std::int64_t after = 0;

  bool operator==(const SignInsQuery&) const = default;
};

// Of "pool=...&user=...&after=...", where an empty text is none. Throws api::InvalidParameterException for anything else.
SignInsQuery ReadSignInsQuery(std::string_view query);

// JSON text each; what they throw is answered. Any thread.
struct SignInReaders {
  std::function<std::string(const SignInsQuery& query)> sign_ins;
  std::function<std::string(const std::string& id)> sign_in;  // as sign_in::Traces::JsonOfSignIn
  std::function<std::string(const std::string& pool, const std::string& user)> totp;
};

void AddSignIns(Workbench& workbench, const SignInReaders& readers, util::Random& random);

}  // namespace rockpool::workbench
