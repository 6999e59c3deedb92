// One call on the way to a provider or back, told to the trace of sign-ins. All calls of a sign-in have one id there.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/federation/attempt.h"
#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/oauth/exchange.h"
#include "server/sign_in/trace.h"

namespace rockpool::oauth {

bool IsSaml(const identity_providers::ProviderInUse& provider);

// nullopt where there is nothing to describe.
std::optional<std::string> DescriptionOf(const federation::Refusal& refusal);

using TracedRun = std::function<std::string(sign_in::Trace& trace, federation::Report& report)>;

// Runs it, which returns the outcome. What it throws goes on; federation::Refusal and OAuthError are refusals to the trace, all else is a
// fault of the server. Of the attempt: sign_in, user_pool_id, client_id and provider.
void RunTraced(const Exchange& exchange, const federation::Attempt& attempt, const TracedRun& run);

}  // namespace rockpool::oauth
