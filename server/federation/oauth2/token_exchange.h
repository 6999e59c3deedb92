// The code for tokens, at the provider's token endpoint.
#pragma once

#include <string>
#include <string_view>

#include "server/federation/claims.h"
#include "server/federation/oauth2/asking.h"
#include "server/federation/oauth2/dialect.h"

namespace rockpool::federation {

// As they came; empty where there is none.
struct ProviderTokens {
  std::string access_token;
  std::string id_token;
  std::string refresh_token;
  SaidMembers said{};  // the whole answer
};

// Waits. Throws Refusal.
ProviderTokens ExchangeCode(const Asking& asking, const Dialect& dialect, const std::string& token_url, const std::string& code,
                            const std::string& callback);

// `{Provider} Error - {status} error getting token`, and what is known of it.
Refusal TokenRefusal(const Asking& asking, int status, std::string_view error = {}, std::string_view description = {});

}  // namespace rockpool::federation
