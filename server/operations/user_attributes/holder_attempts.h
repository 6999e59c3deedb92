// The hourly limits of what the holder of an access token may try.
#pragma once

#include "server/accounts/attempts.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

// Counts an attempt in a write of its own, after `check(transaction, holder)`, which throws what is told before a limit is. Throws
// api::LimitExceededException, and what RequireHolder throws.
template <class Check>
void CountHolderAttempt(const Context& context, const tokens::AccessToken& token, accounts::Limited what, const Check& check) {
  const auto& settings = context.world.settings.Of<accounts::Settings>();
  if (settings.attempt_limits == accounts::AttemptLimits::kOff) {
    return;
  }
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    check(transaction, tokens::RequireHolder(transaction, context.world.caches, token));
    accounts::CountAttempt(transaction, settings, what, token.user_pool_id, token.username, now);
  });
}

inline void CountHolderAttempt(const Context& context, const tokens::AccessToken& token, accounts::Limited what) {
  CountHolderAttempt(context, token, what, [](const storage::Transaction&, const tokens::TokenHolder&) {});
}

}  // namespace rockpool::operations
