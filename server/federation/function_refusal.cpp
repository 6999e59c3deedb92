#include "server/federation/function_refusal.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace rockpool::federation {

bool IsOfFunction(const api::ServiceException& error) {
  constexpr std::array<std::string_view, 3> kTypes{"UserLambdaValidationException", "UnexpectedLambdaException",
                                                   "InvalidLambdaResponseException"};
  return std::ranges::find(kTypes, error.type()) != kTypes.end();
}

std::string AtCallback(std::string text) {
  if (text.ends_with('.')) {
    text += ' ';
  }
  return text;
}

Refusal RefusalOf(const api::ServiceException& error) { return InvalidRequest(AtCallback(error.message())); }

}  // namespace rockpool::federation
