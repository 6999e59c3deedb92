#include "server/operations/app_clients/app_clients.h"

#include <string>
#include <utility>

#include "server/api/errors.h"

namespace rockpool::operations {

storage::PoolResource FindClient(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view client_id) {
  auto record = transaction.resources(storage::ResourceKind::kAppClient).Find(user_pool_id, client_id);
  if (!record) {
    throw api::ResourceNotFoundException("User pool client " + std::string(client_id) + " does not exist.");
  }
  return *std::move(record);
}

}  // namespace rockpool::operations
