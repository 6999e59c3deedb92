// What the operations on terms documents share. A document is a resource under its id that belongs to one app client.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/pools/records.h"

namespace rockpool::clients {

extern const pools::ResourceFamily kTerms;  // under their ids

// The app client's terms of that name, nullopt if it has none.
std::optional<storage::PoolResource> FindTermsOfClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                                       std::string_view client_id, std::string_view name);

// Throws api::TermsExistsException: the app client has terms of that name.
[[noreturn]] void ThrowTermsExist(std::string_view name, std::string_view client_id);

// Throws api::InvalidParameterException for a link that is no https URL.
void CheckLinks(const std::map<std::string, std::string, std::less<>>& links);

api::TermsType ShownTerms(const storage::PoolResource& record);

}  // namespace rockpool::clients
