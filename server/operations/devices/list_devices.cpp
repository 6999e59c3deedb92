#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"

namespace rockpool::operations {

api::ListDevicesResponse ListDevices(const Context& context, const api::ListDevicesRequest& request) {
  const tokens::AccessToken token = tokens::ReadAccessToken(context.world, request.AccessToken);
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const DeviceOwner owner = RequireDeviceHolder(transaction, context, token);
    const auto page = ReadDevices(transaction, context, owner, request.PaginationToken, request.Limit);
    api::ListDevicesResponse response;
    response.Devices.emplace();
    for (const storage::Device& device : page.entries) {
      response.Devices->push_back(accounts::Shown(device));
    }
    response.PaginationToken = page.next_token;
    return response;
  });
}

}  // namespace rockpool::operations
