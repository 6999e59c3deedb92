#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"

namespace rockpool::operations {

api::AdminGetDeviceResponse AdminGetDevice(const Context& context, const api::AdminGetDeviceRequest& request) {
  return context.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    const DeviceOwner owner = RequireDeviceOwner(transaction, context, request.UserPoolId, request.Username);
    const storage::Device device = accounts::RequireDevice(transaction, owner.user, request.DeviceKey);
    return api::AdminGetDeviceResponse{accounts::ShownToAdministrator(*owner.pool, owner.user, device)};
  });
}

}  // namespace rockpool::operations
