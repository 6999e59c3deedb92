// An app client that is there without the operation that makes one.
#pragma once

#include <string>

#include "storage/store.h"
#include "tests/support/called_pool.h"

namespace rockpool::support {

inline void StoreClient(TestService& service, const CalledPool& pool, const std::string& client_id) {
  service.world().store.Write([&](storage::Transaction& transaction) {
    storage::PoolResource client;
    client.user_pool_id = pool.id();
    client.key = client_id;
    client.document = "{}";
    transaction.resources(storage::ResourceKind::kAppClient).Insert(client);
  });
}

inline void DeleteStoredClient(TestService& service, const CalledPool& pool, const std::string& client_id) {
  service.world().store.Write(
      [&](storage::Transaction& transaction) { transaction.resources(storage::ResourceKind::kAppClient).Delete(pool.id(), client_id); });
}

}  // namespace rockpool::support
