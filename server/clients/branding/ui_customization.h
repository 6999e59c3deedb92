// What the operations on the classic hosted UI's looks share. A customization is a configuration of the pool or of an app client; its
// document is the request that set it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "storage/transaction.h"

namespace rockpool::clients {

// What stands for all app clients that have no looks of their own.
inline constexpr std::string_view kAllClients = "ALL";

// The app client that a request is about; nullopt if it is about all.
std::optional<std::string> ClientOf(const std::optional<std::string>& client_id);

// A domain of the pool, the first in the order of names; domains are active as soon as they are made. Throws
// api::InvalidParameterException with the text if the pool has none. Requires: the pool exists.
api::DomainDescriptionType FindHostedUi(const storage::Transaction& transaction, std::string_view user_pool_id, const char* no_domain);

// The app client's own looks, else those of all app clients; of looks that were set back to nothing, the app client's. `client_id` as
// ClientOf returns it.
std::optional<storage::PoolResource> FindCustomization(const storage::Transaction& transaction, std::string_view user_pool_id,
                                                       const std::optional<std::string>& client_id);

// Whether it says anything, or was set back to nothing.
bool Customizes(const storage::PoolResource& record);

// Where the image and the CSS of a customization are served, on any host. AWS has them at the domain's CloudFront name, under this path.
std::string ImagePathOf(const storage::PoolResource& record);
std::string CssPathOf(const storage::PoolResource& record);

// The customization as answers show it; `domain` is where the hosted UI is.
api::UICustomizationType ShownCustomization(const storage::PoolResource& record, const api::DomainDescriptionType& domain);

// What the classic hosted UI takes of a style sheet.

// Throws api::InvalidParameterException for a rule on anything but the classes that the developer guide lists, for statements that begin
// with @, for scripts, and for braces that do not match.
void CheckCss(std::string_view css);

}  // namespace rockpool::clients
