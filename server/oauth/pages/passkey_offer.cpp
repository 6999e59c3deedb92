#include "server/oauth/pages/passkey_offer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include "server/accounts/passkeys.h"
#include "server/http/host_class.h"
#include "server/oauth/pages/choice.h"
#include "server/oauth/pages/waiting_sign_in.h"
#include "server/sign_in/relying_party.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

bool IsByPasskey(const sign_in::SignedIn& signed_in) {
  constexpr std::array<std::string_view, 2> kPasskeys{"swk", "hwk"};
  return std::ranges::find_first_of(signed_in.methods, kPasskeys) != signed_in.methods.end();
}

// A browser makes passkeys for its host and for the domains above it, and for no address.
bool MakesPasskeysFor(std::string_view host, std::string_view relying_party) {
  return !http::IsAddress(host) && (host == relying_party || host.ends_with("." + std::string(relying_party)));
}

}  // namespace

bool ShouldOfferPasskey(const Visit& visit, const PageFlow& flow, const sign_in::SignedIn& signed_in) {
  const bool is_primary = visit.exchange().caller.replica.empty();  // a secondary replica adds none
  if (!is_primary || !OffersPasskeys(visit) || (IsByPasskey(signed_in) && !flow.wants_passkey)) {
    return false;
  }
  const std::string& host = visit.request().site.host;
  return visit.world().store.ReadBriefly([&](const storage::Transaction& transaction) {
    const auto party = sign_in::FindRelyingPartyAt(transaction, visit.pool(), host);
    if (!party || accounts::PasskeysOf(transaction, signed_in.user).size() >= accounts::kMostPasskeys) {
      return false;
    }
    const bool has_none = accounts::PasskeysFor(transaction, signed_in.user, *party).empty();
    return flow.wants_passkey || (has_none && MakesPasskeysFor(host, party->id));
  });
}

http::Response OfferPasskey(const Visit& visit, PageFlow flow, const sign_in::SignedIn& signed_in) {
  PageFlow offer;
  offer.stage = Stage::kPasskey;
  offer.username = std::move(flow.username);
  offer.digest = std::move(flow.digest);
  offer.credit_digest = std::move(flow.credit_digest);
  offer.deadline_millis = visit.world().clock.Now() + std::chrono::milliseconds(kFlowLifetime).count();
  offer.waiting = LetWait(visit, signed_in, offer.deadline_millis);
  return LeadOn(visit, std::move(offer));
}

}  // namespace rockpool::oauth
