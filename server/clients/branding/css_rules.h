// What the classic hosted UI takes of a style sheet.
#pragma once

#include <string_view>

namespace rockpool::clients {

// Throws api::InvalidParameterException for a rule on anything but the classes that the developer guide lists, for statements that begin
// with @, for scripts, and for braces that do not match.
void CheckCss(std::string_view css);

}  // namespace rockpool::clients
