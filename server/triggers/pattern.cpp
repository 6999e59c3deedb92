#include "server/triggers/pattern.h"

#include <cstddef>

namespace rockpool::triggers {
namespace {

constexpr std::string_view kFunctionMark = ":function:";

// arn:aws:lambda:REGION:ACCOUNT:function:NAME, and perhaps :QUALIFIER.
struct ArnParts {
  std::string_view without_qualifier;
  std::string_view name;
};

ArnParts PartsOf(std::string_view arn) {
  const std::size_t mark = arn.find(kFunctionMark);
  if (mark == std::string_view::npos) {
    return {arn, arn};
  }
  const std::size_t begin = mark + kFunctionMark.size();
  const std::size_t end = arn.find(':', begin);
  return {arn.substr(0, end), arn.substr(0, end).substr(begin)};
}

}  // namespace

bool MatchesPattern(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t star = std::string_view::npos;  // the last one, which may still take more
  std::size_t taken = 0;                      // where what it took ends
  std::size_t in_text = 0;
  while (in_text < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      taken = in_text;
    } else if (at < pattern.size() && pattern[at] == text[in_text]) {
      ++at;
      ++in_text;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in_text = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

bool MatchesFunction(std::string_view pattern, std::string_view function_arn) {
  const ArnParts parts = PartsOf(function_arn);
  return MatchesPattern(pattern, function_arn) || MatchesPattern(pattern, parts.without_qualifier) || MatchesPattern(pattern, parts.name);
}

}  // namespace rockpool::triggers
