#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"

namespace rockpool::operations {

void AdminForgetDevice(const Context& context, const api::AdminForgetDeviceRequest& request) {
  context.world.store.Write([&](storage::Transaction& transaction) {
    const DeviceOwner owner = RequireDeviceOwner(transaction, context, request.UserPoolId, request.Username);
    accounts::Forget(transaction, owner.user, request.DeviceKey);
  });
}

}  // namespace rockpool::operations
