#include "server/triggers/places/function_name.h"

#include <vector>

#include "server/util/strings.h"

namespace rockpool::triggers {

FunctionName FunctionNameOf(std::string_view arn) {
  const std::vector<std::string_view> parts = util::Split(arn, ":");
  constexpr std::size_t kPartsToName = 7;
  const bool is_of_lambda = parts.size() >= kPartsToName && parts.size() <= kPartsToName + 1 && parts[0] == "arn" && parts[2] == "lambda" &&
                            parts[5] == "function";
  if (!is_of_lambda) {
    return {.name = std::string(arn), .qualifier = "", .region = "us-east-1", .account = util::kNoAccount};
  }
  return {.name = std::string(parts[6]),
          .qualifier = parts.size() > kPartsToName ? std::string(parts[kPartsToName]) : "",
          .region = std::string(parts[3]),
          .account = std::string(parts[4])};
}

}  // namespace rockpool::triggers
