#include "server/federation/attempt.h"

#include <array>
#include <span>
#include <utility>

#include "server/api/named_texts.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"

namespace rockpool::federation {
namespace {

// The texts of an attempt that stand in its document, by name.
constexpr std::array<std::pair<const char*, std::string Attempt::*>, 6> kTexts{{{"Provider", &Attempt::provider},
                                                                                {"SignIn", &Attempt::sign_in},
                                                                                {"Query", &Attempt::query},
                                                                                {"Callback", &Attempt::callback},
                                                                                {"RequestId", &Attempt::request_id},
                                                                                {"Nonce", &Attempt::nonce}}};

constexpr std::size_t kNameBytes = 96;    // AWS's first part holds some hundred bytes
constexpr std::size_t kSecretBytes = 32;  // and its second one as many as a MAC has

// How much longer it is kept, so that who comes back too late is told so.
constexpr util::EpochMillis kToldForMillis = std::chrono::milliseconds(std::chrono::hours(1)).count();

std::string RandomBytes(util::Random& random, std::size_t count) {
  std::string bytes(count, '\0');
  random.Fill(std::span(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()));
  return bytes;
}

std::string DocumentOf(const Attempt& attempt) {
  api::NamedTexts texts;
  for (const auto& [name, member] : kTexts) {
    texts.Put(name, attempt.*member);
  }
  texts.Put("CsrfDigest", crypto::Base64Encode(attempt.csrf_digest));
  texts.PutFlag("IsLogout", attempt.is_logout);
  return api::ToJson(texts);
}

}  // namespace

std::string DrawState(util::Random& random) {
  return crypto::Base64UrlEncode(RandomBytes(random, kNameBytes)) + "." + crypto::Base64UrlEncode(RandomBytes(random, kSecretBytes)) + ".3";
}

void KeepAttempt(storage::Transaction& transaction, std::string_view state, const Attempt& attempt) {
  transaction.federation_states().Insert({.digest = crypto::Sha256(state),
                                          .user_pool_id = attempt.user_pool_id,
                                          .client_id = attempt.client_id,
                                          .document = DocumentOf(attempt),
                                          .expires_millis = attempt.expires_millis + kToldForMillis});
}

std::optional<Attempt> FindAttempt(const storage::Transaction& transaction, std::string_view state) {
  const std::optional<storage::FederationState> kept = transaction.federation_states().Find(crypto::Sha256(state));
  if (!kept) {
    return std::nullopt;
  }
  const auto texts = api::FromStoredJson<api::NamedTexts>(kept->document);
  Attempt attempt;
  attempt.user_pool_id = kept->user_pool_id;
  attempt.client_id = kept->client_id;
  attempt.expires_millis = kept->expires_millis - kToldForMillis;
  for (const auto& [name, member] : kTexts) {
    attempt.*member = texts.Text(name);
  }
  attempt.csrf_digest = crypto::Base64Decode(texts.Text("CsrfDigest")).value_or("");
  attempt.is_logout = texts.Has("IsLogout");
  return attempt;
}

bool TakeAttempt(storage::Transaction& transaction, std::string_view state) {
  return transaction.federation_states().Delete(crypto::Sha256(state));
}

}  // namespace rockpool::federation
