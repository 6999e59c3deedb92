// Any bytes as the token of a list: only what was issued for that list is read. The first line of the input names the list, the rest is
// the token. The corpus holds tokens that were issued under the secret below.
#include "server/world/page_token.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/api/service_exception.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

bool IsRead(const world::PageTokens& tokens, std::string_view list, std::string_view token, std::string& key) {
  try {
    key = tokens.Read(list, token);
    return true;
  } catch (const api::ServiceException&) {
    return false;
  }
}

void CheckToken(std::string_view list, std::string_view token) {
  const world::PageTokens tokens("a secret of the fuzzers");
  std::string key;
  if (IsRead(tokens, list, token, key)) {
    Expect(tokens.Issue(list, key) == token, "a key has one token");
  }
  const std::string issued = tokens.Issue(list, token);
  Expect(tokens.Read(list, issued) == token, "what was issued is read");
  Expect(!IsRead(tokens, std::string(list).append("x"), issued, key), "a token is of one list");
  Expect(!IsRead(world::PageTokens("another secret"), list, issued, key), "a token is of one server");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view list = text.substr(0, text.find('\n'));
  rockpool::fuzz::CheckToken(list, text.substr(std::min(list.size() + 1, text.size())));
  return 0;
}
