// The Filter of ListUsers: name = "value" or name ^= "value".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rockpool::accounts {

struct UserFilter {
  std::string name;   // "username", or a name of the search (names.h)
  std::string value;  // as the search holds it: in lower case where the filter ignores case
  bool is_prefix = false;
};

// nullopt for an empty filter, which lets every user through. Throws api::InvalidParameterException `Invalid search attribute: ...` for a
// name that cannot be searched, `Error while parsing filter.` for anything else that is no filter.
std::optional<UserFilter> ParseFilter(std::string_view filter);

}  // namespace rockpool::accounts
