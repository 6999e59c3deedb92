#include "tests/oauth/support/fake_provider.h"

#include <string_view>

#include "server/crypto/jws.h"
#include "server/crypto/rsa_signing.h"
#include "tests/support/fake_key_stock.h"

namespace rockpool::support {
namespace {

std::string ObjectOf(const std::map<std::string, std::string>& members) {
  std::string text;
  for (const auto& [name, json] : members) {
    text += (text.empty() ? "\"" : ",\"") + name + "\":" + json;
  }
  return "{" + text + "}";
}

std::string Quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string KeySet(std::size_t key) {
  const crypto::RsaPublicKey shown(crypto::RsaKey::FromPem(TestKey(key)));
  return R"({"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"k","n":")" + shown.ModulusBase64Url() + R"(","e":")" +
         shown.ExponentBase64Url() + R"("}]})";
}

}  // namespace

std::string FakeProvider::IdToken() const {
  const auto now = service_.wall_clock.Now() / 1000;
  auto all = claims;
  all.emplace("iss", Quoted(origin_));
  all.emplace("aud", Quoted(client_id));
  all.emplace("iat", std::to_string(now));
  all.emplace("exp", std::to_string(now + 3600));
  return crypto::SignJws(R"({"alg":"RS256","kid":"k"})", ObjectOf(all), crypto::RsaKey::FromPem(TestKey(key)));
}

http::FetchResponse FakeProvider::Answer(const http::FetchRequest& request) {
  const std::string path = request.url.target.substr(0, request.url.target.find('?'));
  if (path == "/t") {
    token_requests.push_back(request);
    on_token();
    return {token_status, token_body.value_or(R"({"access_token":"an-access-token","token_type":"Bearer","expires_in":3600,"id_token":")" +
                                              IdToken() + "\"}")};
  }
  if (path == "/u") {
    profile_requests.push_back(request);
    return {profile_status, ObjectOf(profile)};
  }
  if (path == "/k") {
    return {200, KeySet(shown_key)};
  }
  if (path == "/.well-known/openid-configuration") {
    return {200, R"({"issuer":")" + origin_ + R"(","authorization_endpoint":")" + origin_ + R"(/a","token_endpoint":")" + origin_ +
                     R"(/t","userinfo_endpoint":")" + origin_ + R"(/u","jwks_uri":")" + origin_ + R"(/k"})"};
  }
  throw http::FetchError("there is nothing at " + path);
}

}  // namespace rockpool::support
