// The calls about a pool's groups.
#pragma once

#include <string>

#include "tests/operations/pool_caller.h"

namespace rockpool::support {

// The request member GroupName; `more` is appended.
inline std::string Group(const std::string& name, const std::string& more = "") { return R"("GroupName":")" + name + '"' + more; }

// Every optional member.
inline constexpr const char* kFullGroup =
    R"(,"Description":"Those who may","Precedence":3,"RoleArn":"arn:aws:iam::123456789012:role/Admin")";

}  // namespace rockpool::support
