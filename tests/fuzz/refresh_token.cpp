// Any bytes as a refresh token: nothing leads to a user but the very text that was given out, with the app client that it was given to. The
// corpus holds it.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/crypto/digest.h"
#include "server/crypto/jws.h"
#include "server/crypto/sealed_token.h"
#include "server/sign_in/issue_tokens.h"
#include "tests/fuzz/expect.h"
#include "tests/fuzz/store_of_clients.h"

namespace rockpool::fuzz {
namespace {

constexpr std::string_view kUsername = "ada";

class Refreshing {
 public:
  Refreshing() {
    KnownBytes random;
    token = crypto::DrawSealedToken(random);
    clients.store->Write([&](storage::Transaction& transaction) {
      storage::User user;
      user.user_pool_id = clients.pool->id;
      user.username = kUsername;
      user.document = "{}";
      storage::RefreshFamily family;
      family.origin_jti = family.event_id = "the sign-in";
      family.user_pool_id = clients.pool->id;
      family.client_id = clients.own.id;
      family.user = transaction.users().Insert(user, {});
      family.document = "{}";
      transaction.refresh_families().InsertToken({crypto::Sha256(token), transaction.refresh_families().Insert(family), std::nullopt});
    });
  }

  std::optional<std::string> HolderOf(const clients::ClientInUse& client, std::string_view text) const {
    return clients.store->Read([&](const storage::Transaction& transaction) { return sign_in::HolderOf(transaction, client, text); });
  }

  StoreOfClients clients;
  std::string token;
};

void CheckToken(std::string_view text) {
  static const Refreshing refreshing;
  const bool was_given_out = text == refreshing.token;
  const auto holder = refreshing.HolderOf(refreshing.clients.own, text);
  Expect(holder.has_value() == was_given_out && holder.value_or(std::string(kUsername)) == kUsername, "a refresh token has one text");
  Expect(!was_given_out || !refreshing.HolderOf(refreshing.clients.other, text), "a refresh token is of one app client");
  const bool has_form = crypto::HasSealedTokenForm(text);
  Expect(has_form || !was_given_out, "what was given out has the form of AWS's");
  Expect(!has_form || (text.size() == refreshing.token.size() && !crypto::ParseJws(text)), "what has it is no token that says its use");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckToken({reinterpret_cast<const char*>(data), size});
  return 0;
}
