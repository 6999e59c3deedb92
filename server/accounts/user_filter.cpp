#include "server/accounts/user_filter.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "server/api/errors.h"
#include "server/util/strings.h"

namespace rockpool::accounts {
namespace {

struct Searched {
  std::string_view name;
  bool ignores_case;
};

// The API reference of ListUsers, "Filter".
constexpr std::array<Searched, 10> kSearched{{{"username", false},
                                              {"email", true},
                                              {"phone_number", true},
                                              {"name", true},
                                              {"given_name", true},
                                              {"family_name", true},
                                              {"preferred_username", true},
                                              {"cognito:user_status", true},
                                              {"status", false},
                                              {"sub", false}}};

std::string Unescape(std::string_view quoted) {
  std::string text;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] == '\\' && i + 1 < quoted.size()) {
      ++i;
    }
    text += quoted[i];
  }
  return text;
}

}  // namespace

std::optional<UserFilter> ParseFilter(std::string_view filter) {
  // The value may be of several lines; the name may be quoted (the SDK's own samples quote it).
  static const re2::RE2 form(R"re((?s)\s*(?:"([^"\s]+)"|([^"\s^=]+))\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*)re");
  if (std::ranges::all_of(filter, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; })) {
    return std::nullopt;
  }
  std::string quoted_name;
  std::string bare_name;
  std::string comparison;
  std::string value;
  if (!re2::RE2::FullMatch(re2::StringPiece(filter.data(), filter.size()), form, &quoted_name, &bare_name, &comparison, &value)) {
    throw api::InvalidParameterException("Error while parsing filter.");
  }
  UserFilter parsed;
  parsed.name = quoted_name.empty() ? bare_name : quoted_name;
  const auto searched = std::ranges::find(kSearched, parsed.name, &Searched::name);
  if (searched == kSearched.end()) {
    throw api::InvalidParameterException("Invalid search attribute: " + parsed.name);
  }
  parsed.value = Unescape(value);
  if (searched->ignores_case) {
    parsed.value = util::LowerCase(parsed.value);
  }
  parsed.is_prefix = comparison == "^=";
  return parsed;
}

}  // namespace rockpool::accounts
