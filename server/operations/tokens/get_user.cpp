#include <algorithm>
#include <iterator>

#include "server/accounts/user.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "server/util/lists.h"

namespace rockpool::operations {

api::GetUserResponse GetUser(const Context& context, const api::GetUserRequest& request) {
  const tokens::TokenHolder holder = tokens::ReadHolder(context.world, request.AccessToken);
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
