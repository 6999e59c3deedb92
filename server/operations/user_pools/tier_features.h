// Features that not every tier of user pools has.
#pragma once

#include <string_view>

namespace rockpool::operations {

// Assumed: their names.
inline constexpr std::string_view kEmailMfa = "Email MFA";
inline constexpr std::string_view kPasskeyMfa = "Passkey MFA";

}  // namespace rockpool::operations
