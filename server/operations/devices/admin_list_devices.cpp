#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"

namespace rockpool::operations {

api::AdminListDevicesResponse AdminListDevices(const Context& context, const api::AdminListDevicesRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const DeviceOwner owner = RequireDeviceOwner(transaction, context, request.UserPoolId, request.Username);
    const auto page = ReadDevices(transaction, context, owner, request.PaginationToken, request.Limit);
    api::AdminListDevicesResponse response;
    response.Devices.emplace();
    for (const storage::Device& device : page.entries) {
      response.Devices->push_back(accounts::ShownToAdministrator(*owner.pool, owner.user, device));
    }
    response.PaginationToken = page.next_token;
    return response;
  });
}

}  // namespace rockpool::operations
