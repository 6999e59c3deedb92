// The scopes of tokens: Cognito's own, and those of the pool's resource servers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/clients/client_in_use.h"
#include "server/world/look_call_commit.h"
#include "server/world/record_cache.h"
#include "storage/transaction.h"

namespace rockpool::clients {

// With it a client may register others. Assumed: that every pool has it.
inline constexpr std::string_view kRegistrationScope = "aws.cognito/dcr/register";

// Whether tokens of users alone have it: `openid` and the like.
bool IsOidcScope(std::string_view scope);

// Whether there is such a scope in the pool, beside those: of a resource server, or the one with which a client may register others.
bool HasCustomScope(const storage::Transaction& transaction, const world::Caches& caches, const std::string& user_pool_id,
                    const std::string& scope);

// Whether there is such a scope for users of the pool: one of Cognito's own, which costs no read, or a custom one.
bool HasScope(const storage::Transaction& transaction, const world::Caches& caches, const std::string& user_pool_id,
              const std::string& scope);

// Those of a sign-in's scopes that the pool still has, in their order: users get no tokens with scopes of a resource server that was
// deleted (the API reference of DeleteResourceServer). `scope` is names with blanks between them, as the result. Looks only where one of
// them is not Cognito's own.
std::string ScopeThatIsLeft(world::LookCallCommit& rounds, const world::Caches& caches, const std::string& user_pool_id, std::string scope);

// What becomes of a scope that a client asks for and may have, but whose resource server is gone.
enum class Gone { kRefused, kLeftOut };

// What a client gets for itself: of what it asks for, in that order, each once; without a request all custom scopes that are allowed to it
// and that there still are, in the client's order. nullopt if it asks for anything else, or if nothing remains.
std::optional<std::vector<std::string>> ScopesForItself(const storage::Transaction& transaction, const world::Caches& caches,
                                                        const ClientInUse& client, const std::optional<std::vector<std::string>>& asked,
                                                        Gone gone);

}  // namespace rockpool::clients
