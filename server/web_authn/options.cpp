#include "server/web_authn/options.h"

#include <array>

#include "server/api/json_object.h"
#include "server/crypto/base64.h"

namespace rockpool::web_authn {
namespace {

constexpr std::size_t kChallengeBytes = 32;
constexpr std::int32_t kMillisToCreate = 60'000;
constexpr std::int32_t kMillisToProve = 180'000;
constexpr std::string_view kPublicKey = "public-key";

std::string_view Verification(bool must_verify_user) { return must_verify_user ? "required" : "preferred"; }

std::string AuthenticatorSelection(bool must_verify_user) {
  api::JsonObject json;
  json.Add("requireResidentKey", true);
  json.Add("residentKey", std::string_view("required"));
  json.Add("userVerification", Verification(must_verify_user));
  return json.Text();
}

std::vector<std::string> Parameters() {
  std::vector<std::string> parameters;
  for (const Algorithm algorithm : kOffered) {
    api::JsonObject json;
    json.Add("alg", static_cast<std::int32_t>(algorithm));
    json.Add("type", kPublicKey);
    parameters.push_back(json.Text());
  }
  return parameters;
}

std::string RelyingParty(std::string_view id) {
  api::JsonObject json;
  json.Add("id", id);
  json.Add("name", id);
  return json.Text();
}

std::string User(const CreationOptions& options) {
  api::JsonObject json;
  json.Add("displayName", options.username);
  json.Add("id", crypto::Base64UrlEncode(options.user_handle));
  json.Add("name", options.username);
  return json.Text();
}

std::string Excluded(const Descriptor& descriptor) {
  api::JsonObject json;
  json.Add("id", crypto::Base64UrlEncode(descriptor.id));
  json.Add("type", kPublicKey);
  return json.Text();
}

std::string Allowed(const Descriptor& descriptor) {
  api::JsonObject json;
  json.Add("type", kPublicKey);
  json.Add("id", crypto::Base64UrlEncode(descriptor.id));
  json.Add("transports", descriptor.transports);
  return json.Text();
}

std::vector<std::string> Each(const std::vector<Descriptor>& descriptors, std::string (*text)(const Descriptor&)) {
  std::vector<std::string> texts;
  texts.reserve(descriptors.size());
  for (const Descriptor& descriptor : descriptors) {
    texts.push_back(text(descriptor));
  }
  return texts;
}

}  // namespace

std::string DrawChallenge(util::Random& random) {
  std::array<unsigned char, kChallengeBytes> bytes{};
  random.Fill(bytes);
  return crypto::Base64UrlEncode({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string ToJson(const CreationOptions& options) {
  api::JsonObject json;
  json.AddJson("authenticatorSelection", AuthenticatorSelection(options.must_verify_user));
  json.Add("challenge", options.challenge);
  json.AddJsonList("excludeCredentials", Each(options.excluded, Excluded));
  json.AddJsonList("pubKeyCredParams", Parameters());
  json.AddJson("rp", RelyingParty(options.relying_party_id));
  json.Add("timeout", kMillisToCreate);
  json.AddJson("user", User(options));
  return json.Text();
}

std::string ToJson(const RequestOptions& options) {
  api::JsonObject json;
  json.Add("challenge", options.challenge);
  json.Add("timeout", kMillisToProve);
  json.Add("rpId", options.relying_party_id);
  json.AddJsonList("allowCredentials", Each(options.allowed, Allowed));
  json.Add("userVerification", Verification(options.must_verify_user));
  return json.Text();
}

}  // namespace rockpool::web_authn
