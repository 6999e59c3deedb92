#include "server/operations/devices/device_owner.h"

#include <charconv>
#include <utility>

#include "server/accounts/names.h"
#include "server/api/errors.h"

namespace rockpool::operations {
namespace {

// Where a page ends: "1700000000000/us-east-1_..."
std::string KeyOf(const storage::Device& device) { return std::to_string(device.last_authenticated_millis) + "/" + device.key; }

std::optional<storage::DeviceMark> MarkOf(const std::string& key) {
  if (key.empty()) {
    return std::nullopt;
  }
  storage::DeviceMark mark;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), mark.last_authenticated_millis);
  mark.key = key.substr(static_cast<std::size_t>(end - key.data()) + 1);
  return mark;
}

}  // namespace

const std::string& RequireAccessToken(const std::optional<std::string>& token) {
  if (!token) {
    throw api::NotAuthorizedException("Invalid Access Token");
  }
  return *token;
}

DeviceOwner RequireDeviceHolder(const storage::Transaction& transaction, const Context& context, const tokens::AccessToken& token) {
  tokens::TokenHolder holder = tokens::RequireHolder(transaction, context.world.caches, token);
  accounts::RequireDeviceTracking(*holder.client->pool);
  return {holder.client->pool, std::move(holder.user)};
}

DeviceOwner RequireDeviceOwner(const storage::Transaction& transaction, const Context& context, std::string_view user_pool_id,
                               std::string_view username) {
  pools::SharedPool pool = pools::UsePool(transaction, context.world.caches, context.caller, user_pool_id);
  accounts::RequireDeviceTracking(*pool);
  accounts::User user = accounts::RequireUser(transaction, *pool, username);
  return {std::move(pool), std::move(user)};
}

Page<storage::Device> ReadDevices(const storage::Transaction& transaction, const Context& context, const DeviceOwner& owner,
                                  const std::optional<std::string>& token, const std::optional<std::int32_t>& limit) {
  constexpr std::size_t kMost = 60;
  return ReadPage(
      context, owner.pool->id + "/" + owner.user.username(), token, PageSize(limit, kMost),
      [&](const std::string& after, std::size_t most) { return transaction.devices().List(owner.user.number(), MarkOf(after), most); },
      KeyOf);
}

}  // namespace rockpool::operations
