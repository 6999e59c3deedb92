#include "server/crypto/jws.h"

#include <utility>

#include "server/crypto/base64.h"

namespace rockpool::crypto {

namespace {

std::string SigningInput(std::string_view header_json, std::string_view payload_json) {
  return Base64UrlEncode(header_json) + "." + Base64UrlEncode(payload_json);
}

}  // namespace

std::string SignJws(std::string_view header_json, std::string_view payload_json, const RsaKey& key) {
  std::string token = SigningInput(header_json, payload_json);
  const std::string signature = Base64UrlEncode(SignRs256(key, token));
  return token.append(".").append(signature);
}

std::string SignJws(std::string_view header_json, std::string_view payload_json, const EcKey& key) {
  const std::string signing_input = SigningInput(header_json, payload_json);
  return signing_input + "." + Base64UrlEncode(key.SignEs256(signing_input));
}

std::optional<Jws> ParseJws(std::string_view compact) {
  if (compact.size() > kMaxJwsLength) return std::nullopt;
  const std::size_t first_dot = compact.find('.');
  const std::size_t last_dot = compact.rfind('.');
  if (first_dot == last_dot) return std::nullopt;  // none or one
  // A dot between them is in no alphabet.
  auto header = Base64UrlDecode(compact.substr(0, first_dot));
  auto payload = Base64UrlDecode(compact.substr(first_dot + 1, last_dot - first_dot - 1));
  auto signature = Base64UrlDecode(compact.substr(last_dot + 1));
  if (!header || !payload || !signature || header->empty() || payload->empty() || signature->empty()) return std::nullopt;
  return Jws{*std::move(header), *std::move(payload), *std::move(signature), std::string(compact.substr(0, last_dot))};
}

bool HasRs256Signature(const Jws& jws, const RsaPublicKey& key) { return key.VerifyRs256(jws.signing_input, jws.signature); }

}  // namespace rockpool::crypto
