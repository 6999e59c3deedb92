// The calls about a pool's resource servers.
#pragma once

#include <string>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

// Request members: an identifier, and a server of that identifier called Weather; `more` is appended.
inline std::string Identified(const std::string& identifier) { return R"("Identifier":")" + identifier + '"'; }
inline std::string Server(const std::string& identifier, const std::string& more = "") {
  return Identified(identifier) + R"(,"Name":"Weather")" + more;
}

inline constexpr const char* kTwoScopes =
    R"(,"Scopes":[{"ScopeName":"read","ScopeDescription":"Look"},{"ScopeName":"a.b:c","ScopeDescription":"\u00dcber \"all\""}])";

}  // namespace rockpool::support
