#include "tests/support/jwt.h"

#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>

#include "server/crypto/jws.h"
#include "server/tokens/claims.h"

namespace rockpool::support {
namespace {

crypto::Jws PartsOf(std::string_view token) {
  const std::optional<crypto::Jws> parts = crypto::ParseJws(token);
  EXPECT_TRUE(parts) << "no token: " << token;
  return parts.value_or(crypto::Jws());
}

}  // namespace

std::string HeaderOf(std::string_view token) { return PartsOf(token).header; }

std::string PayloadOf(std::string_view token) { return PartsOf(token).payload; }

rapidjson::Document ClaimsOf(std::string_view token) {
  const std::string payload = PayloadOf(token);
  rapidjson::Document claims;
  claims.Parse(payload.data(), payload.size());
  EXPECT_TRUE(!claims.HasParseError() && claims.IsObject()) << payload;
  if (!claims.IsObject()) {
    claims.SetObject();
  }
  return claims;
}

std::string NamesOfClaims(std::string_view token) {
  std::string names;
  const rapidjson::Document claims = ClaimsOf(token);
  for (const auto& claim : claims.GetObject()) {
    names += (names.empty() ? "" : " ") + std::string(claim.name.GetString(), claim.name.GetStringLength());
  }
  return names;
}

std::string ClaimOf(std::string_view token, std::string_view name) {
  const rapidjson::Document claims = ClaimsOf(token);
  const auto found = claims.FindMember(std::string(name).c_str());
  if (found == claims.MemberEnd()) {
    return "";
  }
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  found->value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::shared_ptr<const tokens::SigningKeys> KeysOf(TestService& service, std::string_view user_pool_id) {
  return tokens::UseSigningKeys(service.world(), user_pool_id);
}

std::string SignedAs(TestService& service, std::string_view user_pool_id, tokens::TokenUse use, std::string_view payload) {
  const auto keys = KeysOf(service, user_pool_id);
  const tokens::SigningKey& key = keys->Of(use);
  return crypto::SignJws(tokens::TokenHeader(key.kid), payload, key.key);
}

std::string PayloadWith(std::string_view token, std::string_view from, std::string_view to) {
  std::string payload = PayloadOf(token);
  const std::size_t at = payload.find(from);
  EXPECT_NE(at, std::string::npos) << "no " << from << " in " << payload;
  return at == std::string::npos ? payload : payload.replace(at, from.size(), to);
}

}  // namespace rockpool::support
