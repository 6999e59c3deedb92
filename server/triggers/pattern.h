// The patterns by which the table [triggers] names functions, pools and texts.
#pragma once

#include <string_view>

namespace rockpool::triggers {

// `*` stands for any bytes, also none; all else for itself. Takes time in the product of both lengths at most.
bool MatchesPattern(std::string_view pattern, std::string_view text);

// Whether the pattern is one of the whole ARN, of the ARN without its qualifier (a version or an alias), or of the function's name.
bool MatchesFunction(std::string_view pattern, std::string_view function_arn);

}  // namespace rockpool::triggers
