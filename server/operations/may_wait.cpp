#include "server/operations/may_wait.h"

#include <optional>

#include "server/api/json.h"
#include "server/clients/client_in_use.h"
#include "server/crypto/jws.h"
#include "server/pools/functions.h"
#include "server/pools/pool_in_use.h"
#include "server/tokens/issuer.h"
#include "server/triggers/invoker.h"
#include "server/triggers/triggers.h"
#include "storage/store.h"

namespace rockpool::operations {

std::string PoolIdIn(std::string_view access_token) {
  const auto jws = crypto::ParseJws(access_token);
  api::LocalDocument claims;
  if (!jws || !api::ParseJson(jws->payload, claims) || !claims.IsObject()) {
    return "";
  }
  const auto issuer = claims.FindMember("iss");
  const bool has_issuer = issuer != claims.MemberEnd() && issuer->value.IsString();
  return has_issuer ? std::string(tokens::PoolIdOfIssuer(api::TextOf(issuer->value))) : "";
}

namespace {

// Null if there is none.
pools::SharedPool FindNamed(const storage::Transaction& transaction, const world::World& world, const world::Caller& caller,
                            const NamedPool& named, std::string_view id_in_token) {
  if (!named.user_pool_id.empty()) {
    const bool is_there = transaction.user_pools().Exists(caller.account, caller.region, named.user_pool_id);
    return is_there ? pools::UsePool(transaction, world.caches, caller, named.user_pool_id) : nullptr;
  }
  if (!named.client_id.empty()) {
    const bool is_there = transaction.FindAppClientVersion(named.client_id).has_value();
    return is_there ? clients::UseClient(transaction, world.caches, named.client_id)->pool : nullptr;
  }
  const bool is_there = !id_in_token.empty() && transaction.user_pools().FindById(id_in_token).has_value();
  return is_there ? pools::UsePoolOf(transaction, world.caches, id_in_token) : nullptr;
}

}  // namespace

bool MayCallFunctions(const world::World& world, const world::Caller& caller, const NamedPool& named) {
  if (world.settings.Of<triggers::Settings>().invoker == nullptr) {
    return false;
  }
  if (world.store.MayBlock()) {
    return true;  // the threads that ask must not even look
  }
  if (!pools::HaveSeenFunctions()) {
    return false;
  }
  const bool by_token = named.user_pool_id.empty() && named.client_id.empty();
  const std::string id_in_token = by_token ? PoolIdIn(named.access_token) : "";
  return world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    const pools::SharedPool pool = FindNamed(transaction, world, caller, named, id_in_token);
    return pool != nullptr && triggers::HasFunctions(*pool);
  });
}

}  // namespace rockpool::operations
