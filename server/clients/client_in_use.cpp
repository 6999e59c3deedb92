#include "server/clients/client_in_use.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/util/lists.h"

namespace rockpool::clients {
namespace {

using Flow = api::ExplicitAuthFlowsType;

constexpr std::array kFlowsOfSilence{Flow::ALLOW_REFRESH_TOKEN_AUTH, Flow::ALLOW_USER_SRP_AUTH, Flow::ALLOW_CUSTOM_AUTH};

// The names from before 2019. A client with one of them may refresh and use SRP too, for those flows had no name then.
Flow NewName(Flow flow) {
  switch (flow) {
    case Flow::ADMIN_NO_SRP_AUTH:
      return Flow::ALLOW_ADMIN_USER_PASSWORD_AUTH;
    case Flow::CUSTOM_AUTH_FLOW_ONLY:
      return Flow::ALLOW_CUSTOM_AUTH;
    case Flow::USER_PASSWORD_AUTH:
      return Flow::ALLOW_USER_PASSWORD_AUTH;
    default:
      return flow;
  }
}

ClientInUse Read(const storage::Transaction& transaction, const storage::PoolResource& record, pools::SharedPool pool) {
  ClientInUse client;
  client.id = record.key;
  client.settings = pools::ContentOf<api::UserPoolClientType>(record);
  for (const storage::PoolResource& secret : SecretsOf(transaction, record)) {
    client.secrets.push_back(SecretOf(secret).ClientSecretValue.value_or(""));
  }
  client.pool = std::move(pool);
  return client;
}

bool IsHashBy(std::string_view secret, std::string_view named, std::string_view secret_hash) {
  const crypto::Sha256Digest digest = crypto::HmacSha256(secret, named);
  const std::string right = crypto::Base64Encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
  return crypto::EqualInConstantTime(right, secret_hash);
}

bool Allows(const std::optional<std::vector<std::string>>& attributes, std::string_view attribute) {
  if (attribute.starts_with("dev:")) {
    return false;  // documented: administrators alone see and write them
  }
  const auto members = util::MembersOf(attributes);
  return members.empty() || std::ranges::find(members, attribute) != members.end();
}

}  // namespace

SharedClient UseClient(const storage::Transaction& transaction, const world::Caches& caches, std::string_view client_id) {
  const auto version = transaction.FindAppClientVersion(client_id);
  if (!version) {
    kAppClients.throw_not_found(client_id);
  }
  return caches.Of<ClientInUse>().Get({transaction.generation(), client_id, version->revision, version->others}, [&] {
    const auto record = transaction.resources(kAppClients.kind).FindInStore(client_id).value();
    return Read(transaction, record, pools::UsePoolOf(transaction, caches, record.user_pool_id));
  });
}

SharedClient AsServed(const storage::Transaction& transaction, const world::Caller& caller, SharedClient client) {
  if (caller.replica.empty()) {
    return client;
  }
  auto pool = pools::AsServed(transaction, caller, client->pool);
  if (pool == client->pool) {
    return client;
  }
  auto served = std::make_shared<ClientInUse>(*client);
  served->pool = std::move(pool);
  return served;
}

SharedClient UseClientOf(const storage::Transaction& transaction, pools::SharedPool pool, std::string_view client_id) {
  const storage::PoolResource record = FindClient(transaction, pool->id, client_id);
  return std::make_shared<const ClientInUse>(Read(transaction, record, std::move(pool)));
}

void CheckSecretHash(const ClientInUse& client, std::string_view username, const std::optional<std::string>& secret_hash) {
  if (client.secrets.empty()) {
    return;
  }
  if (!secret_hash) {
    throw api::NotAuthorizedException("Client " + client.id + " is configured with secret but SECRET_HASH was not received");
  }
  const std::string named = std::string(username) + client.id;
  const bool is_right =
      std::ranges::any_of(client.secrets, [&](const std::string& secret) { return IsHashBy(secret, named, *secret_hash); });
  if (!is_right) {
    throw api::NotAuthorizedException("Unable to verify secret hash for client " + client.id);
  }
}

bool HasSecret(const ClientInUse& client, std::string_view secret) {
  return std::ranges::any_of(client.secrets, [&](const std::string& own) { return crypto::EqualInConstantTime(own, secret); });
}

bool HidesWhoExists(const ClientInUse& client) {
  return client.settings.PreventUserExistenceErrors == api::PreventUserExistenceErrorTypes::ENABLED;
}

bool AllowsFlow(const ClientInUse& client, Flow flow) {
  const auto flows = util::MembersOf(client.settings.ExplicitAuthFlows);
  const Flow wanted = NewName(flow);
  if (flows.empty()) {
    return std::ranges::find(kFlowsOfSilence, wanted) != kFlowsOfSilence.end();
  }
  const bool has_old_name = std::ranges::any_of(flows, [](Flow named) { return NewName(named) != named; });
  const bool only_custom = util::Contains(client.settings.ExplicitAuthFlows, Flow::CUSTOM_AUTH_FLOW_ONLY);
  if (has_old_name && (wanted == Flow::ALLOW_REFRESH_TOKEN_AUTH || (wanted == Flow::ALLOW_USER_SRP_AUTH && !only_custom))) {
    return true;
  }
  return std::ranges::find(flows, wanted, NewName) != flows.end();
}

bool MayRead(const ClientInUse& client, std::string_view attribute) { return Allows(client.settings.ReadAttributes, attribute); }

bool MayWrite(const ClientInUse& client, std::string_view attribute) { return Allows(client.settings.WriteAttributes, attribute); }

}  // namespace rockpool::clients
