#include "server/api/handlers.h"
#include "server/operations/devices/device_owner.h"

namespace rockpool::operations {

api::AdminUpdateDeviceStatusResponse AdminUpdateDeviceStatus(const Context& context, const api::AdminUpdateDeviceStatusRequest& request) {
  SetDeviceStatus(context, request, [&](const storage::Transaction& transaction) {
    return RequireDeviceOwner(transaction, context, request.UserPoolId, request.Username);
  });
  return {};
}

}  // namespace rockpool::operations
