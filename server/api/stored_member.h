// One member of a stored document, without a look at the others.
#pragma once

#include <string_view>

namespace rockpool::api {

// The value of that member, as it stands in the text; empty if the object has none. `name` needs no escapes in JSON. Requires: `object` is
// what ToJson has written. Reads no further than to the end of that member.
std::string_view StoredMember(std::string_view object, std::string_view name);

}  // namespace rockpool::api
