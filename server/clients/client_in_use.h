// An app client as sign-up and sign-in read it: decoded, with its secrets and its pool.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "storage/transaction.h"

namespace rockpool::clients {

// UseClient keeps it by storage::AppClientVersion: what is read from a further record must have its revision there.
struct ClientInUse {
  std::string id;
  api::UserPoolClientType settings;  // as the record's document says
  std::vector<std::string> secrets;  // one or two are good at the same time; none: a public client
  pools::SharedPool pool;
};

using SharedClient = std::shared_ptr<const ClientInUse>;

// For calls without a signature. Decoded once for each change of what it is made of, and shared by all calls. Throws
// api::ResourceNotFoundException if the store has no such app client.
SharedClient UseClient(const storage::Transaction& transaction, const world::Caches& caches, std::string_view client_id);

// The client with the settings of the secondary replica that serves the call, if one does.
SharedClient AsServed(const storage::Transaction& transaction, const world::Caller& caller, SharedClient client);

// For calls that name the pool too. Throws api::ResourceNotFoundException if the pool has no such app client.
SharedClient UseClientOf(const storage::Transaction& transaction, pools::SharedPool pool, std::string_view client_id);

// Throws api::NotAuthorizedException in AWS's words: the client has a secret and `secret_hash` is not
// base64(HMAC-SHA256(secret, username + client id)) of one of its secrets. A client without secrets takes anything.
void CheckSecretHash(const ClientInUse& client, std::string_view username, const std::optional<std::string>& secret_hash);

// Whether it is one of the client's secrets.
bool HasSecret(const ClientInUse& client, std::string_view secret);

// Whether PreventUserExistenceErrors is ENABLED.
bool HidesWhoExists(const ClientInUse& client);

// A client without ExplicitAuthFlows acts as with ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH and ALLOW_CUSTOM_AUTH. An old name of a
// flow stands for the new one.
bool AllowsFlow(const ClientInUse& client, api::ExplicitAuthFlowsType flow);

// Of an attribute under its full name ("email", "custom:team"). A client that says nothing may read and write all. Assumed of custom ones:
// ID tokens of such clients carry them. What begins with "dev:" no client may.
bool MayRead(const ClientInUse& client, std::string_view attribute);
bool MayWrite(const ClientInUse& client, std::string_view attribute);

}  // namespace rockpool::clients
