// The secrets of an app client. One without any is public.
#pragma once

#include <string>
#include <vector>

#include "server/api/types.h"
#include "server/util/random.h"
#include "storage/transaction.h"

namespace rockpool::clients {

// Like AWS's: 51 characters.
std::string DrawClientSecret(util::Random& random);

// The secret that the client gets at the time of its last change. The document is an api::ClientSecretDescriptorType with the value.
storage::PoolResource SecretAtLastChange(const storage::PoolResource& client, const std::string& value);

// What the record's document says, the value included.
api::ClientSecretDescriptorType SecretOf(const storage::PoolResource& record);

// The client's secrets, the oldest first.
std::vector<storage::PoolResource> SecretsOf(const storage::Transaction& transaction, const storage::PoolResource& client);

}  // namespace rockpool::clients
