#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "server/accounts/passkeys.h"
#include "server/api/handlers.h"
#include "server/operations/page.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// By which pages go on, whatever was registered and deleted meanwhile: the time, in digits that compare as it does, and the id.
std::string KeyOf(const accounts::Passkey& passkey) {
  std::array<char, 24> millis{};
  std::snprintf(millis.data(), millis.size(), "%020lld", static_cast<long long>(passkey.creation_millis));
  return millis.data() + accounts::Shown(passkey).CredentialId;
}

}  // namespace

// Assumed: in the order of registration.
api::ListWebAuthnCredentialsResponse ListWebAuthnCredentials(const Context& context, const api::ListWebAuthnCredentialsRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  std::vector<accounts::Passkey> passkeys = world.store.Read([&](const storage::Transaction& transaction) {
    return accounts::PasskeysOf(transaction, tokens::RequireHolder(transaction, world.caches, token).user);
  });
  std::ranges::sort(passkeys, {}, KeyOf);
  const auto page = ReadPage(
      context, token.user_pool_id + "/" + token.sub, request.NextToken, PageSize(request.MaxResults, accounts::kMostPasskeys),
      [&](const std::string& after, std::size_t limit) {
        const auto first = std::ranges::upper_bound(passkeys, after, {}, KeyOf);
        const auto count = std::min<std::ptrdiff_t>(passkeys.end() - first, static_cast<std::ptrdiff_t>(limit));
        return std::vector<accounts::Passkey>(first, first + count);
      },
      KeyOf, world::kBadNextToken);
  api::ListWebAuthnCredentialsResponse response;
  for (const accounts::Passkey& passkey : page.entries) {
    response.Credentials.push_back(accounts::Shown(passkey));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
