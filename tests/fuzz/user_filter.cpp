// Any bytes as the filter of ListUsers: it is read in time in proportion to its length, or refused in one of two ways.
#include "server/accounts/user_filter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/service_exception.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

std::string Quoted(std::string_view value) {
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    quoted += c;
  }
  return quoted + '"';
}

void CheckFilter(std::string_view text) {
  std::optional<accounts::UserFilter> filter;
  try {
    filter = accounts::ParseFilter(text);
  } catch (const api::ServiceException& refusal) {
    const std::string message = refusal.message();
    Expect(message == "Error while parsing filter." || message.starts_with("Invalid search attribute: "),
           "a filter is refused in AWS's words");
    return;
  }
  if (!filter) {
    Expect(text.find_first_not_of(" \t\r\n") == std::string_view::npos, "only what is empty is no filter");
    return;
  }
  Expect(filter->value.size() < text.size(), "a value is shorter than its filter");
  const auto again = accounts::ParseFilter(filter->name + (filter->is_prefix ? "^=" : "=") + Quoted(filter->value));
  Expect(again && again->name == filter->name && again->value == filter->value && again->is_prefix == filter->is_prefix,
         "a filter that is written again means the same");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckFilter({reinterpret_cast<const char*>(data), size});
  return 0;
}
