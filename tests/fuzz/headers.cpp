// Any headers: the operation that they name is one of the model, and the caller one that the rest of the server can trust to be harmless.
// The input is lines of `Name: value`; with a line `Require:` the server asks for signatures.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "server/api/service_exception.h"
#include "server/protocol/caller.h"
#include "server/protocol/target.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

http::Headers HeadersOf(std::string_view text) {
  http::Headers headers;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::size_t value = line.find_first_not_of(' ', std::min(colon + 1, line.size()));
    headers.Add(line.substr(0, colon), std::string(value == std::string_view::npos ? "" : line.substr(value)));
  }
  return headers;
}

const api::Operation& NamedOr(const http::Headers& headers, const api::Operation& other) {
  try {
    const api::Operation& named = protocol::OperationOf(headers);
    Expect(&named == api::FindOperation(named.name), "an operation that is named is one of the model");
    return named;
  } catch (const api::ServiceException&) {
    return other;
  }
}

void CheckCaller(const http::Headers& headers, const api::Operation& operation) {
  protocol::Settings settings;
  settings.require_sigv4 = headers.Find("Require").has_value();
  try {
    const world::Caller caller = protocol::CallerOf(headers, headers.Find("Host").value_or(""), operation, settings);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_region = [&](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; };
    Expect(caller.account.size() == 12 && std::ranges::all_of(caller.account, is_digit), "an account is twelve digits");
    Expect(!caller.region.empty() && caller.region.size() <= 32 && std::ranges::all_of(caller.region, is_region),
           "a region is a short word of small letters, digits and hyphens");
    Expect(!settings.require_sigv4 || !operation.is_signed || headers.Find("Authorization"), "who must sign has signed");
  } catch (const api::ServiceException&) {
    Expect(settings.require_sigv4 && operation.is_signed, "only who must sign is refused");
  }
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto headers = rockpool::fuzz::HeadersOf({reinterpret_cast<const char*>(data), size});
  const auto operations = rockpool::api::Operations();
  rockpool::fuzz::CheckCaller(headers, rockpool::fuzz::NamedOr(headers, operations[size % operations.size()]));
  return 0;
}
