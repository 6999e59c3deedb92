#include "server/sign_in/relying_party.h"

#include <string>

namespace rockpool::sign_in {

std::optional<accounts::RelyingParty> FindRelyingPartyAt(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                                         std::string_view page_host) {
  auto party = accounts::FindRelyingParty(transaction, pool);
  if (page_host.empty() || (party && party->is_configured)) {
    return party;
  }
  return accounts::RelyingParty{std::string(page_host), false, accounts::MustVerifyUser(pool)};
}

}  // namespace rockpool::sign_in
