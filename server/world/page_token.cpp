#include "server/world/page_token.h"

#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"

namespace rockpool::world {
namespace {

constexpr std::size_t kSealBytes = 16;

}  // namespace

std::string PageTokens::Seal(std::string_view list, std::string_view last_key) const {
  std::string sealed = std::to_string(list.size());
  sealed.append(":").append(list).append(last_key);
  const auto digest = crypto::HmacSha256(secret_, sealed);
  return {digest.begin(), digest.begin() + kSealBytes};
}

std::string PageTokens::Issue(std::string_view list, std::string_view last_key) const {
  return crypto::Base64UrlEncode(Seal(list, last_key).append(last_key));
}

std::string PageTokens::Read(std::string_view list, std::string_view token, const char* refusal) const {
  const auto bytes = crypto::Base64UrlDecode(token);
  if (bytes && bytes->size() >= kSealBytes) {
    std::string last_key = bytes->substr(kSealBytes);
    if (crypto::EqualInConstantTime(bytes->substr(0, kSealBytes), Seal(list, last_key))) {
      return last_key;
    }
  }
  throw api::InvalidParameterException(refusal);
}

}  // namespace rockpool::world
