#include <algorithm>
#include <iterator>

#include "server/accounts/user.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "server/util/lists.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetUserResponse GetUser(const Context& context, const api::GetUserRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const tokens::TokenHolder holder =
      world.store.Read([&](const storage::Transaction& transaction) { return tokens::RequireHolder(transaction, world.caches, token); });
  const api::AdminGetUserResponse& content = holder.user.content;
  api::GetUserResponse response;
  response.Username = holder.user.username();
  std::ranges::copy_if(
      util::MembersOf(content.UserAttributes), std::back_inserter(response.UserAttributes),
      [&](const api::AttributeType& attribute) { return attribute.Name == "sub" || clients::MayRead(*holder.client, attribute.Name); });
  response.MFAOptions = content.MFAOptions;
  response.PreferredMfaSetting = content.PreferredMfaSetting;
  response.UserMFASettingList = content.UserMFASettingList;
  return response;
}

}  // namespace rockpool::operations
