// The documents that a person agrees to by signing up.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/clients/client_in_use.h"
#include "storage/transaction.h"

namespace rockpool::oauth {

struct TermsLinks {
  std::string terms_of_use;
  std::string privacy_policy;
};

// Those of the app client in that language, else in its default one. nullopt unless the client has both documents (documented).
std::optional<TermsLinks> FindTermsLinks(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                         std::string_view lang);

}  // namespace rockpool::oauth
