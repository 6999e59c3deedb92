#include "server/federation/oauth2/key_set.h"

#include <optional>

#include "server/api/json.h"
#include "server/federation/oauth2/claim_text.h"

namespace rockpool::federation {
namespace {

constexpr std::size_t kMostKeys = 4;

bool Fits(const api::JsonValue& key, const SignedBy& signed_by) {
  return key.IsObject() && TextIn(key, "kid") == signed_by.key_id && TextIn(key, "use").value_or("sig") == "sig" &&
         TextIn(key, "alg").value_or(signed_by.algorithm) == signed_by.algorithm;
}

std::optional<crypto::PublicKey> Read(const api::JsonValue& key) {
  const auto text = [&key](const char* name) { return TextIn(key, name).value_or(""); };
  if (text("kty") == "RSA") {
    return crypto::PublicKey::FromRsaJwk(text("n"), text("e"));
  }
  return text("kty") == "EC" ? crypto::PublicKey::FromEcJwk(text("crv"), text("x"), text("y")) : std::nullopt;
}

}  // namespace

std::vector<crypto::PublicKey> KeysOf(const std::string& json, const SignedBy& signed_by) {
  std::vector<crypto::PublicKey> keys;
  api::LocalDocument document;
  if (!api::ParseJson(json, document) || !document.IsObject()) {
    return keys;
  }
  const api::JsonValue* listed = FindClaim(document, "keys");
  if (listed == nullptr || !listed->IsArray()) {
    return keys;
  }
  for (const api::JsonValue& key : listed->GetArray()) {
    if (keys.size() < kMostKeys && Fits(key, signed_by)) {
      if (auto read = Read(key)) {
        keys.push_back(*std::move(read));
      }
    }
  }
  return keys;
}

}  // namespace rockpool::federation
